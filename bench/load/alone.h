/* Members of nothing: each asks the server, which echoes, and asks again when the answer has come. */
#ifndef ALONE_H
#define ALONE_H
#include "member.h"

/* Everybody's first question. */
void alone_begin(Crowd *crowd);
/* A payload came that is as long as a question. Fails if it is another. */
void alone_answer(Crowd *crowd, Member *member, const uint8_t *payload);
#endif
