#include "order.h"
#include "clock.h"
#include "fail.h"
#include <stdio.h>
#include <stdlib.h>

/* In echo mode, and by the clock, a sender does not wait for the slowest member: so many messages it may be ahead. */
#define ECHO_RING 65536

static void *table(uint64_t entries, size_t bytes) {
  void *memory = calloc(entries, bytes);
  if (memory == NULL) fail("no memory for %llu entries", (unsigned long long)entries);
  return memory;
}

void order_open(Order *order, const Options *options) {
  uint64_t ring = 2;
  while (ring < (uint64_t)options->under_way * 2) ring *= 2;
  if ((options->echo || options->rate > 0) && ring < ECHO_RING) ring = ECHO_RING;
  *order = (Order){.mask = ring - 1, .members = (uint32_t)(options->members - options->silent), .echo = options->echo,
                   .paced = options->rate > 0};
  order->tag = table(ring, sizeof *order->tag);
  order->copies = table(ring, sizeof *order->copies);
  order->number = table(ring, sizeof *order->number);
  order->sent_at = table(ring, sizeof *order->sent_at);
  order->sender = table(ring, sizeof *order->sender);
  order->placed = table(ring, sizeof *order->placed);
  const char *hole = strstr(options->got, "%s");
  order->tag_at = (size_t)(hole - options->got);
  order->length = strlen(options->got) - 2 + (size_t)options->body;
  memset(order->payload, 'x', order->length);
  memcpy(order->payload, options->got, order->tag_at);
  memcpy(order->payload + order->tag_at + options->body, hole + 2, strlen(hole + 2));
}

bool order_has_room(const Order *order) { return order->sent - order->done <= order->mask; }

uint64_t order_send(Order *order, int sender, uint64_t now) {
  char digits[TAG_BYTES + 1];
  uint64_t tag, slot = order->sent & order->mask;
  snprintf(digits, sizeof digits, "%08x", (uint32_t)order->sent++);
  order->sent_at[slot] = now;
  order->sender[slot] = sender;
  order->placed[slot] = false;
  memcpy(&tag, digits, TAG_BYTES);
  return tag;
}

static bool ours(const Order *order, const uint8_t *payload) {
  size_t after = order->tag_at + TAG_BYTES;
  return memcmp(payload, order->payload, order->tag_at) == 0 &&
         memcmp(payload + after, order->payload + after, order->length - after) == 0;
}

bool order_place(Order *order, const uint8_t *payload) {
  char digits[TAG_BYTES + 1] = {0};
  if (!ours(order, payload)) return false;
  memcpy(digits, payload + order->tag_at, TAG_BYTES);
  uint64_t number = strtoul(digits, NULL, 16), slot = number & order->mask;
  if (number >= order->sent) fail("message %s came, which nobody sent", digits);
  if (order->sent - number > order->mask + 1 || order->placed[slot]) fail("message %s came twice", digits);
  order->placed[slot] = true;
  slot = order->head++ & order->mask;
  memcpy(&order->tag[slot], digits, TAG_BYTES);
  order->copies[slot] = 0;
  order->number[slot] = (uint32_t)number;
  return true;
}

void order_place_next(Order *order) {
  if (order->head == order->sent) fail("message %llu came, which nobody sent", (unsigned long long)order->head);
  uint64_t at = order->head++, slot = at & order->mask;
  order->placed[slot] = true;
  order->copies[slot] = 0;
  order->number[slot] = (uint32_t)at;
}

void order_refuse(const Order *order, int member, uint64_t at, const uint8_t *payload) {
  if (!ours(order, payload)) return;
  fail("member %d got %.8s as its message %llu, where others got %.8s", member, payload + order->tag_at,
       (unsigned long long)at, (const char *)&order->tag[at & order->mask]);
}

int order_complete(Order *order, uint64_t at) {
  uint64_t slot = order->number[at & order->mask] & order->mask;
  order->done++;
  if (order->counting) latency_add(&order->last, clock_now() - order->sent_at[slot]);
  return order->echo || order->paced ? -1 : order->sender[slot];
}

int order_acknowledge(Order *order, uint64_t at) {
  uint64_t slot = order->number[at & order->mask] & order->mask;
  order->acknowledged++;
  if (order->counting) latency_add(&order->acknowledge, clock_now() - order->sent_at[slot]);
  return order->sender[slot];
}
