import assert from "node:assert/strict";
import { constants, deflateRawSync } from "node:zlib";
import { NodeHost } from "@madang/net";
import {
  acceptDeflate,
  type ConnectionOptions,
  offerDeflate,
  SHARED_DEFLATE,
  TAKEOVER_DEFLATE,
} from "@madang/wire/websocket";
import type { Dice } from "../../chaos/dice.ts";
import { frameStream } from "../frame-stream.ts";
import { cuts, joined, mutate, noise } from "../mutation.ts";
import { outcomeOf } from "../outcome.ts";
import type { Target } from "../target.ts";
import { Verdicts } from "../verdict.ts";
import { wsOutcome } from "../ws-oracle.ts";
import { read } from "./frames.ts";

const MAX_MESSAGE = 4096;
const MAX_FRAGMENTS = 32;
const ORACLE_SHARE = 0.2;
/** What zlib may write before it can be stopped. */
const BOMB = new Uint8Array(10_000_000);
const STRATEGIES = [constants.Z_DEFAULT_STRATEGY, constants.Z_FIXED, constants.Z_HUFFMAN_ONLY, constants.Z_RLE];

/** Knows whether a final block stood inside a message. */
class WatchingHost extends NodeHost {
  finalBlocks = 0;

  override inflateRaw(...given: Parameters<NodeHost["inflateRaw"]>): ReturnType<NodeHost["inflateRaw"]> {
    const inflated = super.inflateRaw(...given);
    if (typeof inflated === "object" && inflated.used < given[0].length) this.finalBlocks++;
    return inflated;
  }
}

const host = new WatchingHost();

/** Compressed messages to a server, with and without context takeover. The first byte of an input says which. */
export class InflateTarget implements Target {
  readonly name = "inflate";
  readonly #plain = options(false);
  readonly #takeover = options(true);
  readonly #verdicts = new Verdicts(true);
  #finals = 0;

  make(dice: Dice): Uint8Array {
    const stream = frameStream({ dice, masked: true, deflate: (payload) => packed(payload, dice) });
    const kind = Uint8Array.of(dice.between(0, 1));
    return joined([kind, dice.chance(0.2) ? mutate(stream, dice) : stream]);
  }

  async check(input: Uint8Array, dice: Dice): Promise<void> {
    const takeover = ((input[0] ?? 0) & 1) === 1;
    const stream = input.subarray(1);
    const terms = takeover ? this.#takeover : this.#plain;
    host.finalBlocks = 0;
    const whole = read([new Uint8Array(stream)], terms);
    assert.deepEqual(read(cuts(stream, dice), terms), whole, "the cut of the bytes matters");
    for (const event of whole.events) {
      const size =
        event.kind === "text" ? Buffer.byteLength(event.text) : event.kind === "binary" ? event.bytes.length : 0;
      assert.ok(size <= MAX_MESSAGE, `a message of ${size} bytes`);
    }
    // `ws` reads nothing more after a final block inside a message, which RFC 7692 section 7.2.3.4 allows.
    if (host.finalBlocks > 0) this.#finals++;
    if (host.finalBlocks > 0 || !dice.chance(ORACLE_SHARE)) return;
    const deflate = { clientNoContextTakeover: !takeover, serverNoContextTakeover: true };
    const oracle = { isServer: true, maxPayload: MAX_MESSAGE, maxFragments: MAX_FRAGMENTS, deflate };
    this.#verdicts.judge(outcomeOf(whole.events), await wsOutcome(stream, oracle));
  }

  notes(): readonly string[] {
    return [...this.#verdicts.notes, `${this.#finals} streams with a final block inside a message: ws cannot tell`];
  }
}

function options(takeover: boolean): ConnectionOptions {
  const deflate = acceptDeflate([offerDeflate()], takeover ? TAKEOVER_DEFLATE : SHARED_DEFLATE);
  return { role: "server", host, maxMessageBytes: MAX_MESSAGE, maxFragments: MAX_FRAGMENTS, deflate };
}

/** As a client compresses, in every way that zlib has, and in some that it has not. */
function packed(payload: Uint8Array, dice: Dice): Uint8Array {
  if (dice.chance(0.02)) return deflateRawSync(BOMB).subarray(0, dice.between(1, 10_000));
  if (dice.chance(0.05)) return noise(dice.between(0, 60), dice);
  const bytes = deflateRawSync(payload, {
    level: dice.between(0, 9),
    strategy: dice.pick(STRATEGIES),
    windowBits: dice.between(9, 15),
    finishFlush: dice.chance(0.9) ? constants.Z_SYNC_FLUSH : constants.Z_FINISH,
  });
  const message = dice.chance(0.9) && bytes.at(-1) === 0xff ? bytes.subarray(0, -4) : bytes;
  if (dice.chance(0.05)) return joined([message, message]);
  return dice.chance(0.3) ? mutate(message, dice) : message;
}
