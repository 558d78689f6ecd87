/* Sending by the clock: so many messages a second, whether or not the ones before have come to everyone. */
#ifndef PACE_H
#define PACE_H
#include "member.h"

/* A timer in `epoll`, whose events have no member. */
void pace_start(int epoll, int rate);
/* The timer has gone off: the first member may send what is due by now. */
void pace(Crowd *crowd);
#endif
