/*
 * The one order of messages that all members must see, each of them once. A message carries a number in 8 hex digits.
 * Whoever is furthest ahead sets what stands at a position; everyone after must find the same there.
 */
#ifndef ORDER_H
#define ORDER_H
#include "latency.h"
#include "options.h"
#include <string.h>

#define TAG_BYTES 8

typedef struct {
  /* By position. */
  uint64_t *tag;
  uint32_t *copies;
  uint32_t *number;
  /* By number. */
  uint64_t *sent_at;
  int *sender;
  bool *placed;
  uint64_t mask;
  uint64_t sent, head, done, acknowledged;
  uint32_t members;
  bool echo;
  /* The clock says when to send. */
  bool paced;
  bool counting;
  Latency last, acknowledge;
  /* A whole payload as members get it, and where its number stands. */
  char payload[128];
  size_t length, tag_at;
} Order;

void order_open(Order *order, const Options *options);
/* Is there room for one more message that not everyone has? */
bool order_has_room(const Order *order);
/* Gives the next message's number as a tag. */
uint64_t order_send(Order *order, int sender, uint64_t now);
/* A payload of the right length at the position after all others. False: it is no message of ours. */
bool order_place(Order *order, const uint8_t *payload);
/* One of any length at that position, where there is one sender and so one order. */
void order_place_next(Order *order);
/* The tag is another than the position's. Returns if it is no message of ours, fails if it is. */
void order_refuse(const Order *order, int member, uint64_t at, const uint8_t *payload);
/* The last member has it, or its sender does: who may send again, or -1. */
int order_complete(Order *order, uint64_t at);
int order_acknowledge(Order *order, uint64_t at);

/* Takes the payload as the member's next message. The one function that runs for every delivery. */
static inline bool order_take(Order *order, uint64_t at, int member, const uint8_t *payload) {
  uint64_t tag;
  memcpy(&tag, payload + order->tag_at, TAG_BYTES);
  if (at == order->head) {
    if (!order_place(order, payload)) return false;
  } else if (__builtin_expect(order->tag[at & order->mask] != tag, 0)) {
    order_refuse(order, member, at, payload);
    return false;
  }
  return true;
}
#endif
