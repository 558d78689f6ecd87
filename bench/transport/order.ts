import type { Volume } from "./traffic.ts";

/** What the load of `bench -- transports` is asked for, as JSON in its first argument. */
export interface TransportOrder {
  readonly transport: string;
  readonly port: number;
  readonly serverPid: number;
  readonly readers: number;
  readonly seed: number;
  readonly lines: number;
  readonly ms: number;
  /** At least so long nobody writes. */
  readonly idleMs: number;
}

/** What it has found, as a line of JSON; times in milliseconds, of the server's CPU too. */
export interface TransportReport {
  readonly transport: string;
  readonly readers: number;
  readonly messages: number;
  readonly seconds: number;
  /** From send to receipt. */
  readonly p50: number;
  readonly p99: number;
  /** Of all readers together, from opening to the conversation's end. */
  readonly reading: Volume;
  readonly writing: Volume;
  readonly cpuMs: number;
  readonly loadCpu: number;
  /** What the server takes in a second without anybody. */
  readonly aloneCpuMs: number;
  readonly idle: { readonly seconds: number; readonly volume: Volume; readonly cpuMs: number };
}
