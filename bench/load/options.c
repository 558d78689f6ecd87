#include "options.h"
#include "fail.h"
#include <stdlib.h>
#include <string.h>

/* A frame is told by its one length byte: RFC 6455 5.2 gives that up to 125 bytes. */
#define MAX_FRAME_BYTES 125
/* What is sent may be a little longer. */
#define MAX_SENT_BYTES 240
#define MAX_MEMBERS 19000
#define MAX_RATE 100000

static bool number(Options *o, const char *name, int value) {
  struct { const char *name; int *place; } table[] = {
    {"--port", &o->port}, {"--members", &o->members}, {"--senders", &o->senders}, {"--under-way", &o->under_way},
    {"--body", &o->body}, {"--opening", &o->opening}, {"--server-pid", &o->server_pid},
    {"--warm-ms", &o->warm_ms}, {"--count-ms", &o->count_ms}, {"--rate", &o->rate}, {"--silent", &o->silent},
    {"--hold-ms", &o->hold_ms},
  };
  for (size_t i = 0; i < sizeof table / sizeof *table; i++)
    if (strcmp(name, table[i].name) == 0) return *table[i].place = value, true;
  return false;
}

static bool text(Options *o, const char *name, const char *value) {
  if (strcmp(name, "--path") == 0) return o->path = value, true;
  if (strcmp(name, "--join") == 0) return o->join = value, true;
  if (strcmp(name, "--enter") == 0) return o->enter = value, true;
  if (strcmp(name, "--sent") == 0) return o->sent = value, true;
  if (strcmp(name, "--got") == 0) return o->got = value, true;
  return false;
}

static bool flag(Options *o, const char *name) {
  if (strcmp(name, "--echo") == 0) return o->echo = true;
  if (strcmp(name, "--socketio") == 0) return o->socketio = true;
  if (strcmp(name, "--connects") == 0) return o->connects = true;
  if (strcmp(name, "--deflate") == 0) return o->deflate = true;
  if (strcmp(name, "--alone") == 0) return o->alone = true;
  if (strcmp(name, "--origin") == 0) return o->origin = true;
  return false;
}

static void check(const Options *o) {
  if (o->port < 1 || o->port > 65535) fail("--port is missing");
  if (o->members < 1 || o->members > MAX_MEMBERS) fail("--members is 1 to %d", MAX_MEMBERS);
  if (o->senders < 1 || o->senders > o->members) fail("--senders is 1 to --members");
  if (o->under_way < o->senders || o->under_way > 16384) fail("--under-way is --senders to 16384");
  if (o->rate < 0 || o->rate > MAX_RATE) fail("--rate is 0 to %d", MAX_RATE);
  if (o->silent < 0 || o->silent >= o->members) fail("--silent is 0 to --members - 1");
  if ((o->rate > 0 || o->deflate) && o->senders != 1) fail("--rate and --deflate have one sender");
  if (o->body < 8) fail("--body is at least 8");
  if (strstr(o->sent, "%s") == NULL || strstr(o->got, "%s") == NULL) fail("--sent and --got need a %%s");
  if (strlen(o->got) - 2 + (size_t)o->body > MAX_FRAME_BYTES) fail("a message is at most %d bytes", MAX_FRAME_BYTES);
  if (strlen(o->sent) - 2 + (size_t)o->body > MAX_SENT_BYTES) fail("a message is sent in at most %d bytes", MAX_SENT_BYTES);
}

Options options_read(int count, char **words) {
  Options o = {.members = 100, .senders = 1, .under_way = 1, .body = 94, .opening = 256, .warm_ms = 1000,
               .count_ms = 3000, .path = "/", .sent = "%s", .got = "%s"};
  for (int i = 1; i < count; i++) {
    if (flag(&o, words[i])) continue;
    if (i + 1 == count) fail("%s: no such flag, or no value", words[i]);
    if (!text(&o, words[i], words[i + 1]) && !number(&o, words[i], atoi(words[i + 1]))) fail("%s: no such option", words[i]);
    i++;
  }
  check(&o);
  return o;
}
