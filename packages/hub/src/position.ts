import { EMPTY_CHECK } from "./check.ts";

/** A place in a room's log: after the entry `offset` of the history `epoch`. */
export interface Position {
  readonly epoch: string;
  /** 0: before the first entry. */
  readonly offset: number;
  /** The check of the entry at `offset`. */
  readonly check: number;
}

/** Eleven base-36 digits hold 2^53 − 1, so positions of one epoch sort as text the way their offsets do. */
const OFFSET_DIGITS = 11;
/** Seven base-36 digits hold 32 bits. */
const CHECK_DIGITS = 7;
const SHAPE = /^([0-9a-z]{1,32})_([0-9a-z]{11})_([0-9a-z]{7})$/;

/** The position as clients see it: opaque, of URL-safe characters, sorting as text within its epoch. */
export function formatPosition(position: Position): string {
  const offset = position.offset.toString(36).padStart(OFFSET_DIGITS, "0");
  return `${position.epoch}_${offset}_${position.check.toString(36).padStart(CHECK_DIGITS, "0")}`;
}

/** The position that a text names; undefined for a text that no log ever gave. */
export function parsePosition(text: string): Position | undefined {
  const [, epoch, offset, check] = SHAPE.exec(text) ?? [];
  if (epoch === undefined || offset === undefined || check === undefined) return undefined;
  const position = { epoch, offset: Number.parseInt(offset, 36), check: Number.parseInt(check, 36) };
  return Number.isSafeInteger(position.offset) && position.check <= 0xffffffff ? position : undefined;
}

/** Before the first entry of a history. */
export function startOf(epoch: string): Position {
  return { epoch, offset: 0, check: EMPTY_CHECK };
}
