import assert from "node:assert/strict";
import { NodeHost } from "@madang/net";
import {
  acceptDeflate,
  Connection,
  type Event,
  offerDeflate,
  TAKEOVER_DEFLATE,
  webSocketFraming,
} from "@madang/wire/websocket";
import type { Dice } from "../../chaos/dice.ts";
import { cuts, joined, noise } from "../mutation.ts";
import { outcomeOf } from "../outcome.ts";
import type { Target } from "../target.ts";
import { utf8, words } from "../words.ts";

const host = new NodeHost();
const BITS = [8, 9, 10, 15] as const;

/** What we write, we read: client to server with every window, and the shared images of a server. */
export class RoundtripTarget implements Target {
  readonly name = "roundtrip";

  make(dice: Dice): Uint8Array {
    const length = dice.pick([0, 10, 125, 126, 300, 5000, 65_535, 65_536, 70_000]);
    const piece = dice.chance(0.5) ? noise(Math.min(length, 500), dice) : utf8(words(dice, 60));
    const times = Math.ceil(length / Math.max(1, piece.length));
    return joined(Array<Uint8Array>(Math.max(1, times)).fill(piece)).subarray(0, Math.max(length, 1));
  }

  check(input: Uint8Array, dice: Dice): void {
    const messages = cuts(input, dice)
      .slice(0, 50)
      .map((bytes) =>
        Buffer.from(bytes).equals(utf8(new TextDecoder().decode(bytes))) && bytes[0] !== 0xef
          ? new TextDecoder().decode(bytes)
          : bytes,
      );
    const bits = dice.pick(BITS);
    const wish = offerDeflate({
      clientMaxWindowBits: bits,
      serverMaxWindowBits: bits,
      clientNoContextTakeover: dice.chance(0.5),
      serverNoContextTakeover: dice.chance(0.5),
    });
    const deflate = dice.chance(0.8) ? acceptDeflate([wish], TAKEOVER_DEFLATE) : undefined;
    const expected = messages.map(
      (message): Event =>
        typeof message === "string" ? { kind: "text", text: message } : { kind: "binary", bytes: message },
    );
    for (const role of ["client", "server"] as const) {
      const sender = new Connection({ role, host, deflate, deflateFrom: dice.pick([0, 128]) });
      for (const message of messages) {
        if (typeof message === "string") sender.sendText(message);
        else sender.sendBinary(message);
      }
      const reader = new Connection({ role: role === "client" ? "server" : "client", host, deflate });
      const events = cuts(joined(sender.output()), dice).flatMap((piece) => [...reader.receive(piece)]);
      assert.deepEqual(outcomeOf(events), outcomeOf(expected), `a ${role}'s messages`);
    }
    const framing = webSocketFraming(
      host,
      deflate?.serverTakeover === false ? { deflate: { windowBits: deflate.serverWindowBits, threshold: 0 } } : {},
    );
    const reader = new Connection({ role: "client", host, deflate });
    assert.deepEqual(outcomeOf(reader.receive(framing.frame(messages))), outcomeOf(expected), "an image's messages");
  }
}
