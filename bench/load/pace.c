#include "pace.h"
#include "clock.h"
#include "fail.h"
#include <errno.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <unistd.h>

#define SECOND 1000000000ull
/* 1 ms: at more than 1,000 a second what is due in this time goes out together. */
#define SHORTEST (SECOND / 1000)

static int timer = -1;
static uint64_t started, sent;

void pace_start(int epoll, int rate) {
  uint64_t every = SECOND / (uint64_t)rate < SHORTEST ? SHORTEST : SECOND / (uint64_t)rate;
  struct timespec period = {.tv_sec = (time_t)(every / SECOND), .tv_nsec = (long)(every % SECOND)};
  struct itimerspec spec = {.it_interval = period, .it_value = period};
  struct epoll_event event = {.events = EPOLLIN, .data.ptr = NULL};
  timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
  if (timer < 0 || timerfd_settime(timer, 0, &spec, NULL) != 0 || epoll_ctl(epoll, EPOLL_CTL_ADD, timer, &event) != 0)
    fail("no timer: %s", strerror(errno));
  started = clock_now();
}

void pace(Crowd *crowd) {
  uint64_t times;
  if (read(timer, &times, sizeof times) < 0) return;
  double seconds = (double)(clock_now() - started) / SECOND;
  // Half a message early, so that the timer's own lateness does not leave one behind for a whole period.
  uint64_t due = (uint64_t)(seconds * crowd->options.rate + 0.5);
  if (due <= sent) return;
  crowd->members[0].due += (int)(due - sent);
  sent = due;
  crowd->due = true;
}
