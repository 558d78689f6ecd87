import { setFlagsFromString } from "node:v8";

/**
 * Keeps the process about as small as what it holds. V8 looks at both flags each time that it would grow.
 *
 * The young generation stays at what it begins with, 1 MiB and its copy, instead of growing up to 128 MiB: what a server makes
 * is gone by the end of a turn or lives as long as a connection. Grown, it made a process 60 to 100 MiB larger after a
 * crowd had come in, and nothing faster.
 *
 * The old generation is collected when it is half again as large as what was live, instead of a multiple of it: the last
 * second of a busy room's messages is in memory, and grows old there. Without this a room of 10,000 messages a second
 * made the process 290 MiB larger within a minute, all of it garbage (docs/performance.md, Members that do not read).
 */
export function keepHeapSmall(): void {
  setFlagsFromString("--semi-space-growth-factor=1");
  setFlagsFromString("--heap-growing-percent=50");
}
