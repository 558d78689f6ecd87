/* Durations, kept one by one so that a percentile is exact. */
#ifndef LATENCY_H
#define LATENCY_H
#include <stddef.h>
#include <stdint.h>

typedef struct {
  uint32_t *nanoseconds;
  size_t count;
} Latency;

void latency_add(Latency *latency, uint64_t nanoseconds);
/* In microseconds; 0 when there is none. Sorts in place. */
double latency_percentile(Latency *latency, double part);
#endif
