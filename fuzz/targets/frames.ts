import assert from "node:assert/strict";
import { NodeHost } from "@madang/net";
import { Connection, type ConnectionOptions, type Event, type Role } from "@madang/wire/websocket";
import type { Dice } from "../../chaos/dice.ts";
import { frameStream } from "../frame-stream.ts";
import { cuts, joined, mutate, noise } from "../mutation.ts";
import { outcomeOf } from "../outcome.ts";
import type { Target } from "../target.ts";
import { Verdicts } from "../verdict.ts";
import { wsOutcome } from "../ws-oracle.ts";

const host = new NodeHost();
const MAX_MESSAGE = 4096;
const MAX_FRAGMENTS = 32;
/** `ws` takes a hundred times as long as we do. */
const ORACLE_SHARE = 0.1;

/** What a connection made of a stream. */
export interface Reading {
  readonly events: readonly Event[];
  readonly output: Uint8Array;
  readonly state: string;
}

/** Reads a stream in the pieces given; they are written to. */
export function read(pieces: readonly Uint8Array[], options: ConnectionOptions): Reading {
  const connection = new Connection(options);
  const events: Event[] = [];
  const output: Uint8Array[] = [];
  for (const piece of pieces) {
    events.push(...connection.receive(piece));
    output.push(...connection.output());
  }
  return { events, output: joined(output), state: connection.state };
}

/** Streams of frames to one of the roles, without compression. */
export class FramesTarget implements Target {
  readonly name: string;
  readonly #options: ConnectionOptions;
  readonly #verdicts = new Verdicts(false);

  constructor(role: Role) {
    this.name = role === "server" ? "frames" : "answers";
    this.#options = { role, host, maxMessageBytes: MAX_MESSAGE, maxFragments: MAX_FRAGMENTS };
  }

  make(dice: Dice): Uint8Array {
    if (dice.chance(0.02)) return noise(dice.between(0, 300), dice);
    const stream = frameStream({ dice, masked: this.#options.role === "server" });
    return dice.chance(0.7) ? mutate(stream, dice) : stream;
  }

  async check(input: Uint8Array, dice: Dice): Promise<void> {
    const whole = read([new Uint8Array(input)], this.#options);
    const pieces = read(cuts(input, dice), this.#options);
    // A client masks with chance.
    if (this.#options.role === "client") assert.equal(pieces.output.length, whole.output.length);
    assert.deepEqual(
      this.#options.role === "client" ? { ...pieces, output: 0 } : pieces,
      this.#options.role === "client" ? { ...whole, output: 0 } : whole,
      "the cut of the bytes matters",
    );
    assert.ok(whole.output.length <= input.length + 127, "the answer is longer than the question");
    assert.ok(whole.events.filter(({ kind }) => kind === "closed").length <= 1, "closed twice");
    if (!dice.chance(ORACLE_SHARE)) return;
    const terms = { isServer: this.#options.role === "server", maxPayload: MAX_MESSAGE, maxFragments: MAX_FRAGMENTS };
    this.#verdicts.judge(outcomeOf(whole.events), await wsOutcome(input, terms));
  }

  notes(): readonly string[] {
    return this.#verdicts.notes;
  }
}
