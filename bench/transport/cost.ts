import type { TransportReport } from "./order.ts";

/** What one reader costs: for a message that it gets, and for a minute in which nobody writes. */
export interface Cost {
  readonly requests: number;
  readonly headBytes: number;
  readonly contentBytes: number;
  /** Microseconds of the server's CPU for each message and reader, the message's own commit among them. */
  readonly cpuMicroseconds: number;
  readonly idleRequests: number;
  readonly idleBytes: number;
  /** Milliseconds of the server's CPU, less what the server takes without anybody. */
  readonly idleCpuMs: number;
  /** What of that cannot be told apart from the server's own unrest. */
  readonly idleCpuDoubtMs: number;
}

/** By so much of itself the server's own CPU may change from one look to the next. */
const UNREST = 1;

export function costOf({ reading, readers, messages, idle, ...report }: TransportReport): Cost {
  const deliveries = readers * messages;
  const perMinute = 60 / idle.seconds / readers;
  const { requests, headBytes, contentBytes } = idle.volume;
  return {
    requests: reading.requests / readers,
    headBytes: reading.headBytes / deliveries,
    contentBytes: reading.contentBytes / deliveries,
    cpuMicroseconds: (Math.max(0, report.cpuMs - report.aloneCpuMs * report.seconds) * 1000) / deliveries,
    idleRequests: requests * perMinute,
    idleBytes: (headBytes + contentBytes) * perMinute,
    idleCpuDoubtMs: UNREST * report.aloneCpuMs * idle.seconds * perMinute,
    idleCpuMs: Math.max(0, idle.cpuMs - report.aloneCpuMs * idle.seconds) * perMinute,
  };
}
