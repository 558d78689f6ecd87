/* What the load is asked to do, from its command line. */
#ifndef OPTIONS_H
#define OPTIONS_H
#include <stdbool.h>

typedef struct {
  int port;
  int members;
  /* The first so many members send. */
  int senders;
  /* Messages under way in total. */
  int under_way;
  /* Bytes of a message's own text; at least 8, which carry its number. */
  int body;
  /* Handshakes under way at once. */
  int opening;
  int server_pid;
  /* Messages a second by the clock, from the first member; 0: the next goes out when one is complete. */
  int rate;
  /* The last so many members do not read once they are in. */
  int silent;
  /* How long to stay, idle, after the report of `connects`. */
  int hold_ms;
  int warm_ms;
  int count_ms;
  /* The next message goes out on the sender's own echo, not when the last member has the one before. */
  bool echo;
  bool socketio;
  /* Chat texts of 200 to 300 bytes from the first member; permessage-deflate must be agreed on. */
  bool deflate;
  /* Every member sends to itself: a server that echoes. */
  bool alone;
  /* The handshake has the Origin of a page of the same host. */
  bool origin;
  /* The STOMP frame that brings a member in, without its NUL; everything is STOMP then. NULL: it is not. */
  const char *join;
  /* The packet of Socket.IO that brings a member in; what is said is the text of an entry then. NULL: of an event. */
  const char *enter;
  /* Only open the members, and say how long that took. */
  bool connects;
  /* The path of the handshake; one `%d` becomes the member's number. */
  const char *path;
  /* A text frame as it is sent and as it comes to the members; `%s` stands for the body. */
  const char *sent;
  const char *got;
} Options;

Options options_read(int count, char **words);
#endif
