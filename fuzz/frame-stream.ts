import { frame, OPCODE, type Opcode } from "@madang/wire/websocket";
import type { Dice } from "../chaos/dice.ts";
import { joined, noise } from "./mutation.ts";
import { utf8, words } from "./words.ts";

/** Lengths on both sides of every border: of the three spellings, and of the bounds that the targets set. */
const LENGTHS = [0, 1, 2, 124, 125, 126, 127, 255, 1000, 4095, 4096, 4097, 65_535, 65_536];
const CODES = [999, 1000, 1001, 1004, 1005, 1006, 1007, 1011, 1014, 1015, 2999, 3000, 4999, 5000];

/** How the frames of a stream are made. */
export interface StreamPlan {
  readonly dice: Dice;
  /** From a client. */
  readonly masked: boolean;
  /** A message's bytes as they go into its frames, when it is compressed. */
  deflate?(payload: Uint8Array): Uint8Array;
}

/** What a peer sends that keeps to the protocol nearly always: messages, whole and in fragments, with control frames between. */
export function frameStream(plan: StreamPlan): Uint8Array {
  const frames: Uint8Array[] = [];
  for (let left = plan.dice.between(1, 6); left > 0; left--) {
    if (plan.dice.chance(0.3)) frames.push(control(plan));
    else frames.push(...message(plan));
  }
  if (plan.dice.chance(0.3)) frames.push(goodbye(plan));
  return joined(frames);
}

function message(plan: StreamPlan): Uint8Array[] {
  const { dice } = plan;
  const text = dice.chance(0.6);
  const plain =
    text && dice.chance(0.95)
      ? utf8(words(dice, 80))
      : noise(dice.chance(0.1) ? dice.pick(LENGTHS) : dice.between(0, 200), dice);
  const packed = plan.deflate !== undefined && dice.chance(0.8) ? plan.deflate(plain) : undefined;
  const pieces = fragments(packed ?? plain, dice);
  const frames: Uint8Array[] = [];
  for (const [index, piece] of pieces.entries()) {
    const opcode = index > 0 ? OPCODE.continuation : text ? OPCODE.text : OPCODE.binary;
    frames.push(
      one(opcode, piece, { plan, fin: index === pieces.length - 1, rsv1: index === 0 && packed !== undefined }),
    );
    if (dice.chance(0.1)) frames.push(control(plan));
  }
  return frames;
}

function fragments(payload: Uint8Array, dice: Dice): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  let at = 0;
  while (dice.chance(0.5) && pieces.length < 40) {
    const end = dice.between(at, Math.min(payload.length, at + dice.pick([0, 1, 100])));
    pieces.push(payload.subarray(at, end));
    at = end;
  }
  return [...pieces, payload.subarray(at)];
}

function control(plan: StreamPlan): Uint8Array {
  const { dice } = plan;
  const opcode = dice.chance(0.5) ? OPCODE.ping : OPCODE.pong;
  return one(opcode, noise(dice.pick([0, 1, 4, 125]), dice), { plan, fin: true, rsv1: false });
}

function goodbye(plan: StreamPlan): Uint8Array {
  const { dice } = plan;
  const code = dice.pick(CODES);
  const payload = joined([Uint8Array.of(code >> 8, code & 0xff), utf8(words(dice, 20)).subarray(0, 123)]);
  return one(OPCODE.close, payload.subarray(0, dice.pick([0, 1, 2, 125])), { plan, fin: true, rsv1: false });
}

interface Shape {
  readonly plan: StreamPlan;
  readonly fin: boolean;
  readonly rsv1: boolean;
}

function one(opcode: Opcode, payload: Uint8Array, { plan, fin, rsv1 }: Shape): Uint8Array {
  const key = plan.dice.pick([0, 0x04030201, plan.dice.between(0, 0x7fffffff)]);
  return frame(opcode, payload, plan.masked ? { fin, rsv1, mask: key } : { fin, rsv1 });
}
