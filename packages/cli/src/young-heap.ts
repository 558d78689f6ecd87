import { setFlagsFromString } from "node:v8";

/**
 * Keeps the heap's young generation at what it begins with, 1 MiB and its copy, instead of letting it grow to 16 MiB.
 * What a server makes is gone by the end of a turn or lives as long as a connection, and images of messages are not in
 * the heap: grown, it made a process 60 to 100 MiB larger after a crowd had come in, and nothing faster
 * (docs/performance.md). V8 looks at the flag each time that it would grow.
 */
export function keepYoungHeapSmall(): void {
  setFlagsFromString("--semi-space-growth-factor=1");
}
