#include "latency.h"
#include "fail.h"
#include <stdlib.h>

/* 4 Mi: more messages than any run completes in a minute. */
#define MAX_LATENCIES (4u << 20)

void latency_add(Latency *latency, uint64_t nanoseconds) {
  if (latency->nanoseconds == NULL) latency->nanoseconds = malloc(MAX_LATENCIES * sizeof(uint32_t));
  if (latency->nanoseconds == NULL || latency->count == MAX_LATENCIES) fail("too many messages to keep their times");
  latency->nanoseconds[latency->count++] = nanoseconds > UINT32_MAX ? UINT32_MAX : (uint32_t)nanoseconds;
}

static int compare(const void *left, const void *right) {
  uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
  return (a > b) - (a < b);
}

double latency_percentile(Latency *latency, double part) {
  if (latency->count == 0) return 0;
  qsort(latency->nanoseconds, latency->count, sizeof(uint32_t), compare);
  size_t at = (size_t)(part * (double)latency->count);
  return latency->nanoseconds[at < latency->count ? at : latency->count - 1] / 1000.0;
}
