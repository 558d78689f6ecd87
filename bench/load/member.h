/* One member: its socket, its handshake, the frames that come to it and the few that it sends. */
#ifndef MEMBER_H
#define MEMBER_H
#include "options.h"
#include "order.h"
#include "packed.h"

/* Longer than a handshake's answer and than any frame that matters; a longer one is passed over by its length. */
#define CARRY_BYTES 512

typedef enum { MEMBER_CONNECTING, MEMBER_UPGRADING, MEMBER_JOINING, MEMBER_READY } MemberState;

typedef struct {
  int fd, index;
  MemberState state;
  bool wants_write;
  /* Messages that came, which is its position in the order. */
  uint64_t at;
  /* Messages that it may send now. */
  int due;
  /* What it waits for, alone: the number and time of its last question. */
  uint32_t asked;
  uint64_t asked_at;
  /* The rest of a frame to pass over, and the beginning of one that was cut. */
  uint64_t skip;
  uint32_t carried;
  uint8_t carry[CARRY_BYTES];
  /* What the kernel has not taken yet; none for most. */
  uint8_t *out;
  size_t out_length, out_room;
} Member;

/* What the members share. */
typedef struct {
  Options options;
  Order order;
  Member *members;
  int epoll;
  int opened, ready;
  /* Some sender has `due`. */
  bool due;
  /* Nothing more is sent. */
  bool stopping;
  uint64_t deliveries, others, reads;
  /* By position, what came first there; with `deflate` only. */
  Packed *packed;
  uint64_t text_bytes, packed_bytes;
  /* What the server made of the offer to compress. */
  char agreed[AGREED_BYTES];
} Crowd;

void member_open(Crowd *crowd, int index);
/* What epoll said of its socket. */
void member_event(Crowd *crowd, Member *member, uint32_t events);
void member_send_text(Crowd *crowd, Member *member, const char *text, size_t length);
/* Writes what was sent. */
void member_flush(Crowd *crowd, Member *member);
#endif
