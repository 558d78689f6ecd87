import type { Speech } from "../peers/speech.ts";
import { Child } from "../run/child.ts";
import { LOAD_CORE, type Pin } from "../run/pin.ts";

/** What the load is asked for. */
export interface LoadOrder {
  readonly speech: Speech;
  readonly port: number;
  readonly serverPid: number;
  readonly members: number;
  readonly senders?: number;
  readonly underWay?: number;
  readonly warmMs?: number;
  readonly countMs?: number;
  /** The next message goes out on the sender's echo, not when the last member has the one before. */
  readonly echo?: boolean;
  /** Only opens the members, so many handshakes at once. */
  readonly opening?: number;
  /** Messages a second by the clock; without it the next goes out when one is complete. */
  readonly rate?: number;
  /** The last so many members read nothing. */
  readonly silent?: number;
  /** Chat texts of 200 to 300 bytes, and permessage-deflate, which the server must agree on. */
  readonly deflate?: boolean;
  /** Every member sends to a server that echoes, one message at a time. */
  readonly alone?: boolean;
  /** The handshake has an Origin, that of the host itself. */
  readonly origin?: boolean;
}

/** What the load found between its two marks; times of a message in microseconds, CPU in parts of one core. */
export interface LoadReport {
  readonly opened: number;
  readonly openSeconds: number;
  readonly seconds: number;
  readonly deliveries: number;
  readonly messages: number;
  readonly acknowledged: number;
  readonly reads: number;
  /** Frames that were no messages: pings, notices. */
  readonly others: number;
  /** Deliveries of the whole run, each of them checked: every member, every message, once, in one order. */
  readonly verified: number;
  /** A message on the wire to a member, header and all. */
  readonly frameBytes: number;
  readonly p50: number;
  readonly p99: number;
  readonly acknowledgeP50: number;
  readonly acknowledgeP99: number;
  /** With `deflate`: a text as it was sent, its frame as it came, both on average, and what the server agreed on. */
  readonly textBytes?: number;
  readonly deflatedBytes?: number;
  readonly agreed?: string;
  readonly serverCpu: number;
  readonly loadCpu: number;
}

/** Opening has 30 s and draining 15; after this the load is stuck. */
const PATIENCE_MS = 60_000;
/** Members that are held go by themselves after this. */
const MAX_HOLD_MS = 300_000;

/** Runs the load once. Throws when the server refused, fell silent, or gave a member anything but each message once. */
export async function runLoad(program: string, pin: Pin, order: LoadOrder): Promise<LoadReport> {
  const child = new Child(pin.on(LOAD_CORE, [program, ...words(order)]));
  try {
    const report = await child.hear(parse, PATIENCE_MS + (order.warmMs ?? 0) + (order.countMs ?? 0));
    if ("error" in report) throw new Error(report.error);
    return report;
  } finally {
    await child.stop();
  }
}

/** Opens the members, calls `use` with how that went while they are there, and lets them go. */
export async function holdLoad<T>(
  { program, pin }: { readonly program: string; readonly pin: Pin },
  order: LoadOrder,
  use: (report: LoadReport) => Promise<T>,
): Promise<T> {
  const child = new Child(pin.on(LOAD_CORE, [program, ...words(order), "--hold-ms", String(MAX_HOLD_MS)]));
  try {
    const report = await child.hear(parse, PATIENCE_MS);
    if ("error" in report) throw new Error(report.error);
    const answer = await use(report);
    if (child.fate !== undefined) throw new Error(`the load did not stay: ${child.fate}`);
    return answer;
  } finally {
    await child.stop();
  }
}

function words({ speech, opening, ...order }: LoadOrder): string[] {
  const { members, underWay = 1, senders = 1, warmMs = 0, countMs = 0, rate = 0, silent = 0 } = order;
  const who = { port: order.port, "server-pid": order.serverPid, members, senders, silent };
  const numbers = { ...who, "under-way": underWay, rate };
  const texts = { path: speech.path, sent: speech.sent, got: speech.got, body: speech.bodyBytes };
  const { join: stomp, enter: socketio } = speech;
  const join = {
    ...(stomp === undefined ? {} : { join: stomp }),
    ...(socketio === undefined ? {} : { enter: socketio }),
  };
  const pairs = Object.entries({
    ...numbers,
    ...texts,
    ...join,
    "warm-ms": warmMs,
    "count-ms": countMs,
    opening: opening ?? 256,
  });
  const { echo, deflate, alone, origin } = order;
  const flags = { echo, deflate, alone, origin, socketio: speech.socketio, connects: opening !== undefined };
  return [
    ...pairs.flatMap(([name, value]) => [`--${name}`, String(value)]),
    ...Object.entries(flags).flatMap(([name, on]) => (on ? [`--${name}`] : [])),
  ];
}

function parse(line: string): LoadReport | { readonly error: string } {
  return JSON.parse(line) as LoadReport | { readonly error: string };
}
