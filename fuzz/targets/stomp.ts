import assert from "node:assert/strict";
import { NodeHost } from "@madang/net";
import { type Event, type Frame, FrameSpelling, type Header, ServerConnection, type Version } from "@madang/wire/stomp";
import type { Dice } from "../../chaos/dice.ts";
import { cuts, joined, mutate, noise } from "../mutation.ts";
import type { Target } from "../target.ts";
import { utf8, words } from "../words.ts";

const host = new NodeHost();
const COMMANDS = [
  "SEND",
  "SEND",
  "SUBSCRIBE",
  "SUBSCRIBE",
  "UNSUBSCRIBE",
  "ACK",
  "NACK",
  "BEGIN",
  "COMMIT",
  "ABORT",
  "DISCONNECT",
  "CONNECT",
] as const;
const NAMES = ["destination", "id", "receipt", "transaction", "ack", "content-type", "selector", "x"];
const VALUES = ["/rooms/chat", "1", "2", "t", "client", "client-individual", "auto", "__proto__", "constructor"];
const RECEIPT = /RECEIPT\nreceipt-id:[^\0]*\0/g;
const VERSIONS: readonly Version[] = ["1.0", "1.1", "1.2"];

/** Frames of a STOMP client, in every version. */
export class StompTarget implements Target {
  readonly name = "stomp";

  make(dice: Dice): Uint8Array {
    const version = dice.pick(VERSIONS);
    const spelling = new FrameSpelling(version, host);
    const connect: Frame = {
      command: "CONNECT",
      headers: [
        ["accept-version", version],
        ["host", "madang"],
        ["login", words(dice, 5)],
        ["heart-beat", "0,0"],
      ],
      body: new Uint8Array(0),
    };
    const frames = Array.from({ length: dice.between(0, 8) }, () => spelling.frame(frame(dice)));
    const beats = dice.chance(0.2) ? [utf8("\n\r\n\n")] : [];
    const stream = joined([spelling.frame(connect), ...beats, ...frames]);
    return dice.chance(0.7) ? mutate(stream, dice) : stream;
  }

  check(input: Uint8Array, dice: Dice): void {
    const whole = read([new Uint8Array(input)]);
    assert.deepEqual(read(cuts(input, dice)), whole, "the cut of the bytes matters");
  }
}

function frame(dice: Dice): Frame {
  const headers = Array.from(
    { length: dice.between(0, 5) },
    (): Header => [
      dice.chance(0.9) ? dice.pick(NAMES) : words(dice, 5),
      dice.chance(0.8) ? dice.pick(VALUES) : words(dice, 10),
    ],
  );
  const command = dice.pick(COMMANDS);
  return { command, headers, body: command === "SEND" ? noise(dice.between(0, 100), dice) : new Uint8Array(0) };
}

interface Reading {
  readonly events: readonly unknown[];
  readonly output: string;
  readonly state: string;
}

/** An owner that lets everybody in, and handles everything at once. */
function read(pieces: readonly Uint8Array[]): Reading {
  const connection = new ServerConnection({ host }, 0);
  const events: unknown[] = [];
  let output = "";
  const hear = (heard: readonly Event[]): void => {
    for (const event of heard) {
      events.push(event.kind === "closed" ? { kind: "closed", error: event.error?.message } : event);
      if (event.kind === "connect") hear(connection.accept(0));
      else if ("frame" in event && typeof event.frame === "number") connection.handled(event.frame);
    }
  };
  for (const piece of pieces) {
    hear(connection.receive(piece, 0));
    for (const bytes of connection.output()) output += Buffer.from(bytes).toString("latin1");
  }
  // What is handled after the connection has failed, in the same piece, gets no receipt any more.
  return { events, output: output.replaceAll(RECEIPT, ""), state: connection.state };
}
