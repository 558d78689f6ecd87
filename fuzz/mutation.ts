import type { Dice } from "../chaos/dice.ts";

/** 256 KiB: above every bound in the engines, so that doubling does not run away. */
const MAX_INPUT_BYTES = 256 * 1024;
/** Bytes where parsers turn. */
const EDGES = [
  0, 1, 0x0a, 0x0d, 0x20, 0x22, 0x2f, 0x3a, 0x5c, 0x7d, 0x7e, 0x7f, 0x80, 0x81, 0x88, 0xc0, 0xed, 0xfe, 0xff,
];

type Change = (bytes: Uint8Array, dice: Dice) => Uint8Array;

const CHANGES: readonly Change[] = [flip, edge, insert, cut, cutEnd, double, swap, fill];

/** `input` with a few things done to it. */
export function mutate(input: Uint8Array, dice: Dice): Uint8Array {
  let bytes = new Uint8Array(input);
  for (let round = dice.between(1, 4); round > 0; round--) {
    if (bytes.length === 0) bytes = Uint8Array.of(dice.between(0, 255));
    bytes = new Uint8Array(dice.pick(CHANGES)(bytes, dice));
  }
  return bytes.subarray(0, MAX_INPUT_BYTES);
}

/** `length` bytes of chance. */
export function noise(length: number, dice: Dice): Uint8Array {
  return Uint8Array.from({ length }, () => dice.between(0, 255));
}

/** The pieces in a row. */
export function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((size, piece) => size + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** A copy of `bytes` in pieces: some a byte, some whole. */
export function cuts(bytes: Uint8Array, dice: Dice): Uint8Array[] {
  const longest = dice.pick([1, 2, 7, 64, 1500, Math.max(1, bytes.length)]);
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = Math.min(bytes.length, at + dice.between(1, longest));
    pieces.push(new Uint8Array(bytes.subarray(at, end)));
    at = end;
  }
  return pieces;
}

function flip(bytes: Uint8Array, dice: Dice): Uint8Array {
  const at = dice.between(0, bytes.length - 1);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << dice.between(0, 7));
  return bytes;
}

function edge(bytes: Uint8Array, dice: Dice): Uint8Array {
  bytes[dice.between(0, bytes.length - 1)] = dice.pick(EDGES);
  return bytes;
}

function insert(bytes: Uint8Array, dice: Dice): Uint8Array {
  const at = dice.between(0, bytes.length);
  return joined([bytes.subarray(0, at), noise(dice.between(1, 16), dice), bytes.subarray(at)]);
}

function cut(bytes: Uint8Array, dice: Dice): Uint8Array {
  const [from, to] = stretch(bytes, dice);
  return joined([bytes.subarray(0, from), bytes.subarray(to)]);
}

function cutEnd(bytes: Uint8Array, dice: Dice): Uint8Array {
  return bytes.subarray(0, dice.between(0, bytes.length));
}

function double(bytes: Uint8Array, dice: Dice): Uint8Array {
  const [from, to] = stretch(bytes, dice);
  return joined([bytes.subarray(0, to), bytes.subarray(from)]);
}

function swap(bytes: Uint8Array, dice: Dice): Uint8Array {
  const [from, to] = stretch(bytes, dice);
  return joined([bytes.subarray(to), bytes.subarray(from, to), bytes.subarray(0, from)]);
}

function fill(bytes: Uint8Array, dice: Dice): Uint8Array {
  const [from, to] = stretch(bytes, dice);
  return bytes.fill(dice.pick(EDGES), from, Math.min(to, from + 64));
}

function stretch(bytes: Uint8Array, dice: Dice): [from: number, to: number] {
  const from = dice.between(0, bytes.length);
  return [from, dice.between(from, bytes.length)];
}
