/* Over the frames of one read. The loop that runs once a delivery. */
#ifndef WALK_H
#define WALK_H
#include "member.h"

/* A whole short frame that is no message of ours. */
typedef struct {
  uint8_t opcode;
  const uint8_t *payload;
  size_t length;
} OtherFrame;

/* Takes all whole frames and gives how many bytes they were. */
size_t walk(Crowd *crowd, Member *member, const uint8_t *bytes, size_t length);
/* Called for the others. */
void walk_other(Crowd *crowd, Member *member, const OtherFrame *frame);
#endif
