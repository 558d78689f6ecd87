#include "fail.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void fail(const char *format, ...) {
  char why[512];
  va_list rest;
  va_start(rest, format);
  vsnprintf(why, sizeof why, format, rest);
  va_end(rest);
  for (char *at = why; *at != 0; at++)
    if (*at == '"' || *at == '\\' || (unsigned char)*at < ' ') *at = '\'';
  printf("{\"error\":\"%s\"}\n", why);
  fflush(stdout);
  exit(1);
}
