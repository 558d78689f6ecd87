import type { Book } from "../book.ts";
import type { LogLine } from "../judge/log-line.ts";
import type { View } from "../view.ts";
import type { Director, Scene } from "./director.ts";
import type { Keeper } from "./keeper.ts";

/** A run in numbers, by their names. */
export type Counts = Readonly<Record<string, number>>;

/** What there is to count when a run is over. */
export interface Countable extends Pick<Scene, "keeper" | "network"> {
  readonly director: Director;
  readonly book: Book;
  readonly log: readonly LogLine[];
  readonly views: readonly View[];
}

export function countsOf({ keeper, network, director, book, log, views }: Countable): Counts {
  const { written, acknowledged, repeats, forgeries, refusals } = book;
  return {
    sent: written.length,
    acknowledged,
    repeats,
    forgeries,
    refusals,
    log: log.length,
    "entries read": views.reduce((sum, { numbers }) => sum + numbers.length, 0),
    ...keeperCounts(keeper),
    ...director.counts,
    connections: network.opened,
    ...driverCounts(),
  };
}

function keeperCounts({ kills, early, restarts, openings }: Keeper): Counts {
  const sorted = [...openings].sort((a, b) => a - b);
  const median = Math.round(sorted[sorted.length >> 1] ?? 0);
  return { kills, "kills before open": early, restarts, "ms to open": median };
}

/** Whether it was this process that was too slow: how much of the time it had work, and how large it has become. */
function driverCounts(): Counts {
  const { utilization } = performance.eventLoopUtilization();
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  return {
    "percent of the time that the driver was busy": Math.round(utilization * 100),
    "megabytes of the driver": megabytes,
  };
}
