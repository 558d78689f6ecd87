#include "member.h"
#include "fail.h"
#include "walk.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

/* 64 KiB: stays in the second-level cache between the kernel's copy and the walk over it. */
#define READ_BYTES (64 * 1024)
/* 4 MiB: no run has so much to send at once. */
#define MAX_OUT_BYTES (4u << 20)

static const char STOMP_CONNECT[] = "CONNECT\naccept-version:1.2,1.1\nhost:localhost\nheart-beat:0,0\n\n";

static void watch(Crowd *crowd, Member *member, int how, uint32_t events) {
  struct epoll_event event = {.events = events, .data.ptr = member};
  if (epoll_ctl(crowd->epoll, how, member->fd, &event) != 0) fail("epoll_ctl: %s", strerror(errno));
}

void member_open(Crowd *crowd, int index) {
  Member *member = &crowd->members[index];
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)crowd->options.port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  *member = (Member){.index = index, .fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)};
  if (member->fd < 0) fail("socket: %s", strerror(errno));
  int on = 1;
  setsockopt(member->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (connect(member->fd, (struct sockaddr *)&address, sizeof address) != 0 && errno != EINPROGRESS)
    fail("connect: %s", strerror(errno));
  member->wants_write = true;
  watch(crowd, member, EPOLL_CTL_ADD, EPOLLIN | EPOLLOUT);
}

static uint8_t *room_for(Member *member, size_t length) {
  if (member->out_length + length > member->out_room) {
    member->out_room = (member->out_length + length) * 2;
    if (member->out_room > MAX_OUT_BYTES) fail("member %d has %zu bytes that the server does not read", member->index,
                                               member->out_length);
    member->out = realloc(member->out, member->out_room);
    if (member->out == NULL) fail("no memory to send");
  }
  member->out_length += length;
  return member->out + member->out_length - length;
}

static void send_frame(Member *member, uint8_t opcode, const uint8_t *payload, size_t length) {
  static const uint8_t mask[4] = {0x37, 0xfa, 0x21, 0x3d};
  if (length > 65535) fail("a frame of %zu bytes is not for this program", length);
  size_t header = length > 125 ? 4 : 2;
  uint8_t *frame = room_for(member, length + header + 4);
  frame[0] = 0x80 | opcode;
  frame[1] = 0x80 | (length > 125 ? 126 : (uint8_t)length);
  if (length > 125) frame[2] = (uint8_t)(length >> 8), frame[3] = (uint8_t)length;
  memcpy(frame + header, mask, 4);
  for (size_t i = 0; i < length; i++) frame[header + 4 + i] = payload[i] ^ mask[i & 3];
}

void member_send_text(Crowd *crowd, Member *member, const char *text, size_t length) {
  (void)crowd;
  send_frame(member, 1, (const uint8_t *)text, length);
}

void member_flush(Crowd *crowd, Member *member) {
  if (member->out_length == 0) return;
  ssize_t taken = send(member->fd, member->out, member->out_length, MSG_NOSIGNAL);
  if (taken < 0 && errno != EAGAIN) fail("member %d cannot send: %s", member->index, strerror(errno));
  if (taken > 0) {
    member->out_length -= (size_t)taken;
    memmove(member->out, member->out + taken, member->out_length);
  }
  bool wants = member->out_length > 0;
  if (wants != member->wants_write) watch(crowd, member, EPOLL_CTL_MOD, EPOLLIN | (wants ? EPOLLOUT : 0));
  member->wants_write = wants;
}

/* As Chromium offers it. */
#define DEFLATE_OFFER "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"

static void upgrade(Crowd *crowd, Member *member) {
  char path[256], request[768], origin[64] = "";
  const char *hole = strstr(crowd->options.path, "%d");
  if (hole == NULL) snprintf(path, sizeof path, "%s", crowd->options.path);
  else snprintf(path, sizeof path, "%.*s%d%s", (int)(hole - crowd->options.path), crowd->options.path, member->index,
                hole + 2);
  if (crowd->options.origin) snprintf(origin, sizeof origin, "Origin: http://localhost:%d\r\n", crowd->options.port);
  int length = snprintf(request, sizeof request,
                        "GET %s HTTP/1.1\r\nHost: localhost:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n%s%s\r\n",
                        path, crowd->options.port, origin, crowd->options.deflate ? DEFLATE_OFFER : "");
  memcpy(room_for(member, (size_t)length), request, (size_t)length);
  member->state = MEMBER_UPGRADING;
}

static void become_ready(Crowd *crowd, Member *member) {
  member->state = MEMBER_READY;
  crowd->ready++;
  if (member->index >= crowd->options.members - crowd->options.silent) watch(crowd, member, EPOLL_CTL_DEL, 0);
}

/* Takes the answer to the upgrade, or nothing while it is not whole. */
static size_t take_answer(Crowd *crowd, Member *member, const uint8_t *bytes, size_t length) {
  const char *end = memmem(bytes, length, "\r\n\r\n", 4);
  if (end == NULL) return length < CARRY_BYTES ? 0 : (fail("member %d got a very long answer", member->index), 0);
  if (memcmp(bytes, "HTTP/1.1 101", 12) != 0) fail("member %d was refused: %.40s", member->index, (const char *)bytes);
  if (crowd->options.deflate) packed_agreed(crowd->agreed, (const char *)bytes, (size_t)(end - (const char *)bytes));
  member->state = MEMBER_JOINING;
  if (crowd->options.join != NULL) member_send_text(crowd, member, STOMP_CONNECT, sizeof STOMP_CONNECT);
  else if (!crowd->options.socketio) become_ready(crowd, member);
  return (size_t)(end + 4 - (const char *)bytes);
}

static bool begins(const uint8_t *text, size_t length, const char *word) {
  return length >= strlen(word) && memcmp(text, word, strlen(word)) == 0;
}

/* STOMP up to the first MESSAGE; its NUL goes with every frame. */
static void stomp_text(Crowd *crowd, Member *member, const uint8_t *text, size_t length) {
  const char *join = crowd->options.join;
  if (begins(text, length, "CONNECTED\n")) {
    member_send_text(crowd, member, join, strlen(join) + 1);
    // A server without receipts does one frame after the other.
    if (strstr(join, "\nreceipt:") == NULL) become_ready(crowd, member);
  } else if (begins(text, length, "RECEIPT\n") && member->state == MEMBER_JOINING) become_ready(crowd, member);
  else if (begins(text, length, "ERROR\n")) fail("member %d was refused: %.*s", member->index, (int)length, (const char *)text);
}

/* Engine.IO and Socket.IO in the four words that a member needs of them. */
static void socketio_text(Crowd *crowd, Member *member, const uint8_t *text, size_t length) {
  if (text[0] == '0') member_send_text(crowd, member, "40", 2);
  else if (text[0] == '2') member_send_text(crowd, member, "3", 1);
  else if (length > 1 && text[0] == '4' && text[1] == '0' && member->state == MEMBER_JOINING) {
    const char *enter = crowd->options.enter;
    if (enter == NULL) become_ready(crowd, member);
    else member_send_text(crowd, member, enter, strlen(enter));
  } else if (begins(text, length, "42[\"here\"") && member->state == MEMBER_JOINING) become_ready(crowd, member);
  else if (length > 1 && text[0] == '4' && text[1] == '4') fail("member %d was refused by Socket.IO", member->index);
}

void walk_other(Crowd *crowd, Member *member, const OtherFrame *frame) {
  if (frame->opcode == 0x8) fail("the server closed member %d with %d", member->index,
                                 frame->length < 2 ? 1005 : frame->payload[0] << 8 | frame->payload[1]);
  crowd->others++;
  if (frame->opcode == 0x9) send_frame(member, 0xa, frame->payload, frame->length);
  if (crowd->options.join != NULL) stomp_text(crowd, member, frame->payload, frame->length);
  if (frame->opcode == 0x1 && crowd->options.socketio && frame->length > 0)
    socketio_text(crowd, member, frame->payload, frame->length);
}

static void receive(Crowd *crowd, Member *member) {
  static uint8_t buffer[CARRY_BYTES + READ_BYTES];
  uint32_t carried = member->carried;
  memcpy(buffer, member->carry, carried);
  ssize_t got = recv(member->fd, buffer + carried, READ_BYTES, 0);
  if (got < 0 && errno == EAGAIN) return;
  if (got <= 0) fail("the server cut member %d: %s", member->index, got < 0 ? strerror(errno) : "end of stream");
  crowd->reads++;
  size_t length = carried + (size_t)got, at = 0;
  if (member->state == MEMBER_UPGRADING) at = take_answer(crowd, member, buffer, length);
  if (member->state >= MEMBER_JOINING) at += walk(crowd, member, buffer + at, length - at);
  member->carried = (uint32_t)(length - at);
  if (member->carried > CARRY_BYTES) fail("member %d: %zu bytes without a whole frame", member->index, length - at);
  memcpy(member->carry, buffer + at, length - at);
  member_flush(crowd, member);
}

void member_event(Crowd *crowd, Member *member, uint32_t events) {
  if (events & EPOLLOUT) {
    if (member->state == MEMBER_CONNECTING) upgrade(crowd, member);
    member_flush(crowd, member);
  }
  if (events & (EPOLLIN | EPOLLHUP | EPOLLERR)) receive(crowd, member);
}
