#include "walk.h"
#include "alone.h"
#include "fail.h"

static void may_send(Crowd *crowd, int sender) {
  crowd->members[sender].due++;
  crowd->due = true;
}

/* Counts one message that came to a member. */
static inline void count(Crowd *crowd, Member *member) {
  Order *order = &crowd->order;
  uint64_t at = member->at++, slot = at & order->mask;
  if (order->echo && order->sender[order->number[slot] & order->mask] == member->index)
    may_send(crowd, order_acknowledge(order, at));
  if (++order->copies[slot] == order->members) {
    int sender = order_complete(order, at);
    if (sender >= 0) may_send(crowd, sender);
  }
}

/* Any frame by its header, RFC 6455 5.2. Gives the bytes taken; 0 while it is not whole. */
static size_t other(Crowd *crowd, Member *member, const uint8_t *bytes, size_t length) {
  if (length < 2) return 0;
  if (bytes[1] & 0x80) fail("member %d got a masked frame", member->index);
  // The beginning of a deflated one.
  if (crowd->options.deflate && bytes[0] == 0xc1) return 0;
  if (bytes[0] & 0x70) fail("member %d got a frame with a reserved bit", member->index);
  uint64_t size = bytes[1];
  size_t header = size < 126 ? 2 : size == 126 ? 4 : 10;
  if (length < header) return 0;
  if (header > 2) {
    size = 0;
    for (size_t i = 2; i < header; i++) size = size << 8 | bytes[i];
  }
  if (header + size > CARRY_BYTES) {
    crowd->others++;
    member->skip = header + size;
    return 0;
  }
  if (length < header + size) return 0;
  OtherFrame frame = {.opcode = bytes[0] & 0x0f, .payload = bytes + header, .length = (size_t)size};
  walk_other(crowd, member, &frame);
  return header + (size_t)size;
}

/* A MESSAGE of STOMP: what was said stands at its end, before the NUL. Gives the bytes taken; 0 if it is none or not whole. */
static inline size_t message(Crowd *crowd, Member *member, const uint8_t *at, size_t length) {
  static const char word[] = "MESSAGE\n";
  const Order *order = &crowd->order;
  if (length < 4 || (at[0] != 0x81 && at[0] != 0x82) || at[1] != 126) return 0;
  size_t size = (size_t)at[2] << 8 | at[3], whole = size + 4;
  if (length < whole || size < sizeof word + order->length || memcmp(at + 4, word, sizeof word - 1) != 0) return 0;
  if (at[whole - 1] != 0) fail("member %d got a MESSAGE without its NUL", member->index);
  return order_take(&crowd->order, member->at, member->index, at + whole - 1 - order->length) ? whole : 0;
}

/* A message of the chat over Socket.IO: the entry's text stands before the places. Gives the bytes taken; 0 as above. */
static inline size_t entry(Crowd *crowd, Member *member, const uint8_t *at, size_t length) {
  static const char word[] = "42[\"message\",{";
  static const char end[] = "\"},\"";
  static size_t tail = 0;
  const Order *order = &crowd->order;
  if (length < 4 || at[0] != 0x81 || at[1] != 126) return 0;
  size_t size = (size_t)at[2] << 8 | at[3], whole = size + 4;
  if (length < whole || size < sizeof word + order->length || memcmp(at + 4, word, sizeof word - 1) != 0) return 0;
  // All are of one room, and places of one length.
  while (tail + order->length < size && memcmp(at + whole - tail, end, sizeof end - 1) != 0) tail++;
  return order_take(&crowd->order, member->at, member->index, at + whole - tail - order->length) ? whole : 0;
}

/* A deflated text, RFC 7692 6.1, is a message of ours. Gives the bytes taken; 0 if it is none or not whole. */
static inline size_t deflated(Crowd *crowd, Member *member, const uint8_t *at, size_t length) {
  if (length < 2 || at[0] != 0xc1) return 0;
  size_t header = at[1] < 126 ? 2 : 4;
  if (length < header) return 0;
  size_t size = header == 2 ? at[1] : (size_t)at[2] << 8 | at[3];
  if (length < header + size) return 0;
  Order *order = &crowd->order;
  Packed *packed = &crowd->packed[member->at & order->mask];
  if (member->at == order->head) {
    order_place_next(order);
    packed_keep(packed, at, header + size);
    crowd->packed_bytes += header + size;
  } else if (!packed_same(packed, at, header + size)) {
    fail("member %d got other bytes as its message %llu than others", member->index, (unsigned long long)member->at);
  }
  return header + size;
}

/* The echo of what it asked last. Gives the bytes taken; 0 if it is none or not whole. */
static inline size_t answer(Crowd *crowd, Member *member, const uint8_t *at, size_t length) {
  size_t whole = crowd->order.length + 2;
  if (length < whole || at[0] != 0x81 || at[1] != crowd->order.length) return 0;
  alone_answer(crowd, member, at + 2);
  return whole;
}

/* The messages that are not as long as all others. */
static size_t special(Crowd *crowd, Member *member, const uint8_t *at, size_t length) {
  size_t said = 0;
  if (crowd->options.deflate) said = deflated(crowd, member, at, length);
  else if (crowd->options.join != NULL) said = message(crowd, member, at, length);
  else if (crowd->options.enter != NULL) said = entry(crowd, member, at, length);
  if (said > 0) count(crowd, member);
  else if (crowd->options.alone) said = answer(crowd, member, at, length);
  return said;
}

size_t walk(Crowd *crowd, Member *member, const uint8_t *bytes, size_t length) {
  Order *order = &crowd->order;
  const size_t whole = order->length + 2;
  const uint8_t *at = bytes, *end = bytes + length;
  uint64_t before = member->at;
  const bool plain = !crowd->options.deflate && !crowd->options.alone;
  while (at < end) {
    if (__builtin_expect(member->skip > 0, 0)) {
      uint64_t rest = (uint64_t)(end - at), step = member->skip < rest ? member->skip : rest;
      member->skip -= step;
      at += step;
      continue;
    }
    if (__builtin_expect(plain && (size_t)(end - at) >= whole && at[0] == 0x81 && at[1] == order->length, 1) &&
        order_take(order, member->at, member->index, at + 2)) {
      count(crowd, member);
      at += whole;
      continue;
    }
    size_t said = special(crowd, member, at, (size_t)(end - at));
    if (said > 0) {
      at += said;
      continue;
    }
    size_t taken = other(crowd, member, at, (size_t)(end - at));
    if (taken == 0 && member->skip == 0) break;
    at += taken;
  }
  crowd->deliveries += member->at - before;
  return (size_t)(at - bytes);
}
