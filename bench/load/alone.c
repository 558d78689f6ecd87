#include "alone.h"
#include "clock.h"
#include "fail.h"
#include <stdio.h>

static void spell(const Crowd *crowd, const Member *member, char *text) {
  char digits[TAG_BYTES + 1];
  snprintf(digits, sizeof digits, "%08x", member->asked);
  memset(text, 'x', crowd->order.length);
  memcpy(text, digits, TAG_BYTES);
}

static void ask(Crowd *crowd, Member *member) {
  char text[128];
  member->asked++;
  member->asked_at = clock_now();
  crowd->order.sent++;
  spell(crowd, member, text);
  member_send_text(crowd, member, text, crowd->order.length);
}

void alone_begin(Crowd *crowd) {
  for (int i = 0; i < crowd->options.members; i++) {
    ask(crowd, &crowd->members[i]);
    member_flush(crowd, &crowd->members[i]);
  }
}

void alone_answer(Crowd *crowd, Member *member, const uint8_t *payload) {
  char text[128];
  Order *order = &crowd->order;
  spell(crowd, member, text);
  if (memcmp(text, payload, order->length) != 0 || member->at == member->asked)
    fail("member %d asked %.8s and got %.8s", member->index, text, (const char *)payload);
  member->at++;
  order->done++;
  if (order->counting) latency_add(&order->last, clock_now() - member->asked_at);
  // What is asked here goes out when all that came has been read.
  if (!crowd->stopping) ask(crowd, member);
}
