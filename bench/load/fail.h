/* The one way out when something is not as it must be: said on stdout as JSON, exit 1. */
#ifndef FAIL_H
#define FAIL_H
__attribute__((noreturn, format(printf, 1, 2), cold)) void fail(const char *format, ...);
#endif
