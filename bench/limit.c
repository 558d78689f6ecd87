/*
 * The limit: what one core can deliver when nothing but the kernel's work is left. Its rules:
 *   - one thread, one epoll; a turn is what one epoll_wait has brought, at most 1,024 events;
 *   - every text that comes becomes one frame, `name:text`, in the turn's one buffer; the name is in the path;
 *   - at the turn's end each member gets that buffer by one send(), which is all that is done per member;
 *   - what the kernel does not take is copied and sent when epoll says so; a member that owes 4 MiB is cut;
 *   - no rooms, no presence, no notices, no heart-beat, no log, no limits, no origins; text frames of at most 125 bytes,
 *     whole or cut anywhere; a close or a bad frame ends the connection, pings are ignored;
 *   - the handshake answers the one key that the load sends, which is that of RFC 6455 section 1.3.
 * It prints {"port":…} and ends with its standard input.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#define EVENTS 1024
#define MAX_NAME 40
#define MAX_TEXT 125
/* Longer than a handshake, and than many frames. */
#define READ_BYTES (64 * 1024)
#define CARRY_BYTES 2048
#define MAX_OWED (4u << 20)

typedef struct {
  int fd;
  bool open;
  size_t place, carried, owed, name_length;
  char name[MAX_NAME];
  uint8_t carry[CARRY_BYTES];
  uint8_t *rest;
} Member;

static int epoll;
static Member **members;
static size_t count, room;
static uint8_t *turn;
static size_t turn_length, turn_room;

static void die(const char *what) {
  fprintf(stderr, "%s: %s\n", what, strerror(errno));
  exit(1);
}

static void *grown(void *memory, size_t bytes) {
  void *more = realloc(memory, bytes);
  if (more == NULL) die("realloc");
  return more;
}

static void watch(Member *member, int how, uint32_t events) {
  struct epoll_event event = {.events = events, .data.ptr = member};
  if (epoll_ctl(epoll, how, member->fd, &event) != 0) die("epoll_ctl");
}

/* Its socket is shut; the memory stays, because this turn's events may name it. */
static void leave(Member *member) {
  if (member->open) {
    members[member->place] = members[--count];
    members[member->place]->place = member->place;
  }
  member->open = false;
  if (member->fd >= 0) close(member->fd);
  member->fd = -1;
}

static void send_rest(Member *member) {
  ssize_t taken = send(member->fd, member->rest, member->owed, MSG_NOSIGNAL);
  if (taken < 0) return errno == EAGAIN ? (void)0 : leave(member);
  member->owed -= (size_t)taken;
  memmove(member->rest, member->rest + taken, member->owed);
  if (member->owed == 0) watch(member, EPOLL_CTL_MOD, EPOLLIN);
}

static void owe(Member *member, const uint8_t *bytes, size_t length) {
  if (member->owed + length > MAX_OWED) return leave(member);
  if (member->owed == 0) watch(member, EPOLL_CTL_MOD, EPOLLIN | EPOLLOUT);
  member->rest = grown(member->rest, member->owed + length);
  memcpy(member->rest + member->owed, bytes, length);
  member->owed += length;
}

/* The one send() per member and turn. */
static void end_turn(void) {
  // Backwards, because a member that leaves is replaced by the last, which has been served.
  for (size_t i = count; i-- > 0;) {
    Member *member = members[i];
    if (member->owed > 0) {
      owe(member, turn, turn_length);
      continue;
    }
    ssize_t taken = send(member->fd, turn, turn_length, MSG_NOSIGNAL);
    if (taken < 0 && errno != EAGAIN) leave(member);
    else if (taken < (ssize_t)turn_length) owe(member, turn + (taken < 0 ? 0 : taken), turn_length - (size_t)(taken < 0 ? 0 : taken));
  }
  turn_length = 0;
}

static void say(const Member *member, const uint8_t *text, size_t length, const uint8_t *mask) {
  if (turn_length + 2 + MAX_NAME + MAX_TEXT > turn_room) turn = grown(turn, turn_room = turn_room * 2 + 65536);
  uint8_t *frame = turn + turn_length;
  frame[0] = 0x81;
  frame[1] = (uint8_t)(member->name_length + length);
  memcpy(frame + 2, member->name, member->name_length);
  uint8_t *body = frame + 2 + member->name_length;
  for (size_t i = 0; i < length; i++) body[i] = text[i] ^ mask[i & 3];
  turn_length += 2 + member->name_length + length;
}

/* Takes whole frames; gives the bytes taken. */
static size_t take_frames(Member *member, const uint8_t *bytes, size_t length) {
  size_t at = 0;
  while (length - at >= 6) {
    uint8_t opcode = bytes[at] & 0x0f, size = bytes[at + 1] & 0x7f;
    bool known = (bytes[at] & 0xf0) == 0x80 && (bytes[at + 1] & 0x80) && size + member->name_length <= MAX_TEXT;
    if (!known || (opcode != 1 && opcode < 9)) return leave(member), length;
    if (length - at < 6u + size) break;
    if (opcode == 1) say(member, bytes + at + 6, size, bytes + at + 2);
    at += 6u + size;
  }
  return at;
}

static size_t take_handshake(Member *member, const char *bytes, size_t length) {
  static const char answer[] = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                               "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";
  const char *end = memmem(bytes, length, "\r\n\r\n", 4), *name = memmem(bytes, length, "name=", 5);
  if (end == NULL) return 0;
  if (memmem(bytes, length, "dGhlIHNhbXBsZSBub25jZQ==", 24) == NULL || name == NULL) return leave(member), length;
  name += 5;
  while (member->name_length < MAX_NAME - 1 && *name != ' ' && *name != '&') member->name[member->name_length++] = *name++;
  member->name[member->name_length++] = ':';
  if (send(member->fd, answer, sizeof answer - 1, MSG_NOSIGNAL) < 0) return leave(member), length;
  if (count == room) members = grown(members, (room = room * 2 + 64) * sizeof *members);
  member->place = count;
  members[count++] = member;
  member->open = true;
  return (size_t)(end + 4 - bytes);
}

static void receive(Member *member) {
  static uint8_t buffer[CARRY_BYTES + READ_BYTES];
  memcpy(buffer, member->carry, member->carried);
  ssize_t got = recv(member->fd, buffer + member->carried, READ_BYTES, 0);
  if (got < 0 && errno == EAGAIN) return;
  if (got <= 0) return leave(member);
  size_t length = member->carried + (size_t)got, at = 0;
  if (!member->open) at = take_handshake(member, (const char *)buffer, length);
  if (member->open) at += take_frames(member, buffer + at, length - at);
  if (member->fd < 0) return;
  if (length - at > CARRY_BYTES) return leave(member);
  member->carried = length - at;
  memcpy(member->carry, buffer + at, member->carried);
}

static void accept_all(int listener) {
  int fd, on = 1;
  while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
    Member *member = calloc(1, sizeof *member);
    if (member == NULL) die("calloc");
    member->fd = fd;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    watch(member, EPOLL_CTL_ADD, EPOLLIN);
  }
}

static int listen_somewhere(void) {
  struct sockaddr_in address = {.sin_family = AF_INET};
  socklen_t length = sizeof address;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof address) != 0 || listen(fd, 4096) != 0) die("listen");
  getsockname(fd, (struct sockaddr *)&address, &length);
  printf("{\"port\":%d}\n", ntohs(address.sin_port));
  fflush(stdout);
  return fd;
}

int main(void) {
  struct epoll_event events[EVENTS];
  struct rlimit files;
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getrlimit(RLIMIT_NOFILE, &files) == 0) files.rlim_cur = files.rlim_max, setrlimit(RLIMIT_NOFILE, &files);
  epoll = epoll_create1(EPOLL_CLOEXEC);
  int listener = listen_somewhere();
  Member door = {.fd = listener}, input = {.fd = STDIN_FILENO};
  watch(&door, EPOLL_CTL_ADD, EPOLLIN);
  struct epoll_event event = {.events = EPOLLIN | EPOLLRDHUP, .data.ptr = &input};
  epoll_ctl(epoll, EPOLL_CTL_ADD, STDIN_FILENO, &event);
  for (;;) {
    int ready = epoll_wait(epoll, events, EVENTS, -1);
    if (ready < 0 && errno != EINTR) die("epoll_wait");
    for (int i = 0; i < ready; i++) {
      Member *member = events[i].data.ptr;
      if (member == &input) return 0;
      if (member == &door) accept_all(listener);
      else if (member->fd < 0) continue;
      else if (events[i].events & EPOLLOUT) send_rest(member);
      if (member != &door && member->fd >= 0 && (events[i].events & ~(uint32_t)EPOLLOUT)) receive(member);
    }
    if (turn_length > 0) end_turn();
  }
}
