/* Time, and what a process has had of it. */
#ifndef CLOCK_H
#define CLOCK_H
#include <stdint.h>

/* Nanoseconds of the monotonic clock. */
uint64_t clock_now(void);
/* utime + stime of a process with all its threads in seconds, from /proc/<pid>/stat; 0 for no pid, self for -1. */
double clock_used(int pid);
#endif
