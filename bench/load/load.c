/*
 * The load: members of one room over WebSocket on loopback, some of whom send. Single thread, epoll. It counts frames
 * by their headers, checks that every member gets every message once and in one order, and prints one line of JSON.
 */
#include "alone.h"
#include "chat.h"
#include "clock.h"
#include "fail.h"
#include "member.h"
#include "pace.h"
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#define EVENTS 1024
#define SECOND 1000000000ull
/* Opening may take so long, and so may what is still under way at the end. */
#define OPENING_PATIENCE (30 * SECOND)
#define DRAINING_PATIENCE (15 * SECOND)
/* After the last message: time for one too many to show itself. */
#define QUIET (SECOND / 5)

typedef enum { OPENING, HOLDING, WARMING, COUNTING, DRAINING, QUIETENING, DONE } Phase;

/* What stood where when counting began or ended. */
typedef struct {
  uint64_t at, deliveries, done, acknowledged, reads;
  double server, self;
} Mark;

typedef struct {
  Phase phase;
  uint64_t since, opened_in;
  Mark from, to;
} Run;

static Mark mark(const Crowd *crowd, uint64_t now) {
  const Order *order = &crowd->order;
  return (Mark){.at = now, .deliveries = crowd->deliveries, .done = order->done, .acknowledged = order->acknowledged,
                .reads = crowd->reads, .server = clock_used(crowd->options.server_pid), .self = clock_used(-1)};
}

static void open_more(Crowd *crowd) {
  const Options *o = &crowd->options;
  while (crowd->opened < o->members && crowd->opened - crowd->ready < o->opening) member_open(crowd, crowd->opened++);
}

/* Sends what may be sent. */
static void publish(Crowd *crowd) {
  static char text[512];
  const Options *o = &crowd->options;
  size_t before = (size_t)(strstr(o->sent, "%s") - o->sent), after = strlen(o->sent) - 2 - before, body = (size_t)o->body;
  crowd->due = false;
  uint64_t now = clock_now();
  for (int i = 0; i < o->senders; i++) {
    Member *sender = &crowd->members[i];
    for (; sender->due > 0 && order_has_room(&crowd->order); sender->due--) {
      uint64_t tag = order_send(&crowd->order, i, now);
      if (o->deflate) {
        size_t length = chat_text(text, (uint32_t)crowd->order.sent);
        crowd->text_bytes += length;
        member_send_text(crowd, sender, text, length);
        continue;
      }
      memcpy(text, o->sent, before);
      memset(text + before, 'x', body);
      memcpy(text + before, &tag, TAG_BYTES);
      memcpy(text + before + body, o->sent + before + 2, after);
      text[before + body + after] = 0;
      member_send_text(crowd, sender, text, before + body + after + (o->join != NULL));
    }
    crowd->due |= sender->due > 0;
    member_flush(crowd, sender);
  }
}

static void begin(Crowd *crowd) {
  if (crowd->options.rate > 0) return pace_start(crowd->epoll, crowd->options.rate);
  if (crowd->options.alone) return alone_begin(crowd);
  for (int i = 0; i < crowd->options.under_way; i++) crowd->members[i % crowd->options.senders].due++;
  crowd->due = true;
}

static void out_of_patience(const Crowd *crowd, const Run *run) {
  if (run->phase == OPENING) fail("%d of %d members came in", crowd->ready, crowd->options.members);
  const Order *order = &crowd->order;
  fail("%llu messages were sent, %llu came to each of %u members", (unsigned long long)order->sent,
       (unsigned long long)order->done, order->members);
}

static void enter(Run *run, Phase phase, uint64_t now) {
  run->phase = phase;
  run->since = now;
}

static void report(Crowd *crowd, const Run *run) {
  const Mark *a = &run->from, *b = &run->to;
  Order *order = &crowd->order;
  double seconds = (double)(b->at - a->at) / SECOND;
  printf("{\"opened\":%d,\"openSeconds\":%.6f,\"seconds\":%.6f,\"deliveries\":%llu,\"messages\":%llu,", crowd->ready,
         (double)run->opened_in / SECOND, seconds, (unsigned long long)(b->deliveries - a->deliveries),
         (unsigned long long)(b->done - a->done));
  printf("\"acknowledged\":%llu,\"reads\":%llu,\"others\":%llu,\"verified\":%llu,\"frameBytes\":%zu,",
         (unsigned long long)(b->acknowledged - a->acknowledged), (unsigned long long)(b->reads - a->reads),
         (unsigned long long)crowd->others, (unsigned long long)order->sent * (crowd->options.alone ? 1 : order->members),
         order->length + 2);
  printf("\"p50\":%.1f,\"p99\":%.1f,\"acknowledgeP50\":%.1f,\"acknowledgeP99\":%.1f,",
         latency_percentile(&order->last, 0.5), latency_percentile(&order->last, 0.99),
         latency_percentile(&order->acknowledge, 0.5), latency_percentile(&order->acknowledge, 0.99));
  if (crowd->options.deflate)
    printf("\"textBytes\":%.1f,\"deflatedBytes\":%.1f,\"agreed\":\"%s\",", (double)crowd->text_bytes / (double)order->sent,
           (double)crowd->packed_bytes / (double)order->head, crowd->agreed);
  printf("\"serverCpu\":%.4f,\"loadCpu\":%.4f}\n", (b->server - a->server) / seconds, (b->self - a->self) / seconds);
  fflush(stdout);
}

/* From phase to phase as time goes by. */
static void advance(Crowd *crowd, Run *run, uint64_t now) {
  const Options *o = &crowd->options;
  uint64_t spent = now - run->since;
  if (run->phase == OPENING && crowd->ready == o->members) {
    run->opened_in = spent;
    run->to = mark(crowd, now);
    if (o->connects) report(crowd, run);
    enter(run, !o->connects ? WARMING : o->hold_ms > 0 ? HOLDING : DONE, now);
    if (!o->connects) begin(crowd);
  } else if (run->phase == HOLDING && spent > (uint64_t)o->hold_ms * 1000000) {
    enter(run, DONE, now);
  } else if (run->phase == WARMING && spent > (uint64_t)o->warm_ms * 1000000) {
    run->from = mark(crowd, now);
    crowd->order.counting = true;
    enter(run, COUNTING, now);
  } else if (run->phase == COUNTING && spent > (uint64_t)o->count_ms * 1000000) {
    run->to = mark(crowd, now);
    crowd->order.counting = false;
    crowd->stopping = true;
    enter(run, DRAINING, now);
  } else if (run->phase == DRAINING && crowd->order.done == crowd->order.sent) {
    enter(run, QUIETENING, now);
  } else if (run->phase == QUIETENING && spent > QUIET) {
    enter(run, DONE, now);
  } else if (spent > (run->phase == OPENING ? OPENING_PATIENCE : DRAINING_PATIENCE) &&
             (run->phase == OPENING || run->phase == DRAINING)) {
    out_of_patience(crowd, run);
  }
}

static void verify(const Crowd *crowd) {
  const Order *order = &crowd->order;
  if (order->sent == 0) fail("nothing was sent");
  if (order->done != order->sent) fail("not every message came");
  if (crowd->options.alone) return;
  if (order->head != order->sent) fail("not every message came");
  for (int i = 0; i < crowd->options.members - crowd->options.silent; i++)
    if (crowd->members[i].at != order->sent)
      fail("member %d got %llu of %llu messages", i, (unsigned long long)crowd->members[i].at,
           (unsigned long long)order->sent);
}

static void limit_files(const Options *options) {
  struct rlimit files;
  rlim_t wanted = (rlim_t)options->members + 64;
  if (getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur >= wanted) return;
  if (files.rlim_max < wanted) fail("%d members need more open files than are allowed", options->members);
  files.rlim_cur = wanted;
  setrlimit(RLIMIT_NOFILE, &files);
}

int main(int count, char **words) {
  static Crowd crowd;
  struct epoll_event events[EVENTS];
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  crowd.options = options_read(count, words);
  limit_files(&crowd.options);
  order_open(&crowd.order, &crowd.options);
  crowd.members = calloc((size_t)crowd.options.members, sizeof(Member));
  crowd.epoll = epoll_create1(EPOLL_CLOEXEC);
  if (crowd.options.deflate) crowd.packed = calloc(crowd.order.mask + 1, sizeof(Packed));
  if (crowd.members == NULL || crowd.epoll < 0) fail("no memory, or no epoll");
  Run run = {.phase = OPENING, .since = clock_now()};
  run.from = mark(&crowd, run.since);
  while (run.phase != DONE) {
    if (run.phase == OPENING) open_more(&crowd);
    int ready = epoll_wait(crowd.epoll, events, EVENTS, 10);
    if (ready < 0 && errno != EINTR) fail("epoll_wait: %s", strerror(errno));
    for (int i = 0; i < ready; i++) {
      if (events[i].data.ptr == NULL) pace(&crowd);
      else member_event(&crowd, events[i].data.ptr, events[i].events);
      if (crowd.due && !crowd.stopping) publish(&crowd);
    }
    advance(&crowd, &run, clock_now());
    if (crowd.due && !crowd.stopping) publish(&crowd);
  }
  if (!crowd.options.connects) {
    verify(&crowd);
    report(&crowd, &run);
  }
  _exit(0);
}
