import type { Duplex } from "node:stream";

/** Who is told what happens on a stream. Nothing here may throw. */
export interface Hearer {
  receive(bytes: Uint8Array): void;
  /** The stream takes bytes again. */
  flush(): void;
  /** The peer sends no more. */
  end(): void;
  /** The stream is gone; it comes last, and once. A broken stream closes as well, and that is where it is handled. */
  gone(): void;
}

const hearer = Symbol("hearer");

interface HeardStream extends Duplex {
  [hearer]?: Hearer | undefined;
}

/**
 * From now on this one is told, and nobody who was before. The listeners are the same for all streams and stay on them:
 * a closure for each would be memory, and a change of listeners is work for every handshake.
 */
export function hear(stream: Duplex, by: Hearer): void {
  const heard = stream as HeardStream;
  const isNew = heard[hearer] === undefined;
  heard[hearer] = by;
  if (!isNew) return;
  stream.on("data", onData).on("drain", onDrain).on("end", onEnd).on("error", ignore).on("close", onClose);
}

/** Nobody is told any more, and nothing is left on the stream. */
export function unhear(stream: Duplex): void {
  (stream as HeardStream)[hearer] = undefined;
  stream.off("data", onData).off("drain", onDrain).off("end", onEnd).off("error", ignore).off("close", onClose);
}

function onData(this: HeardStream, bytes: Uint8Array): void {
  this[hearer]?.receive(bytes);
}

function onDrain(this: HeardStream): void {
  this[hearer]?.flush();
}

function onEnd(this: HeardStream): void {
  this[hearer]?.end();
}

function onClose(this: HeardStream): void {
  this[hearer]?.gone();
}

function ignore(): void {}
