import assert from "node:assert/strict";
import { Deadlines, NativeGateway } from "@madang/gateways";
import { Hub, MemoryBus, MemoryStore } from "@madang/hub";
import { CountingChance, FakeCarrier, ManualClock, ManualTurn } from "@madang/testkit";
import type { Session } from "@madang/wire";
import { parseServerMessage } from "@madang/wire/native";
import type { Dice } from "../../chaos/dice.ts";
import { mutate } from "../mutation.ts";
import type { Target } from "../target.ts";
import { utf8, words } from "../words.ts";

const CALLER = { address: "10.0.0.1", path: "/ws", query: new Map(), headers: new Map(), subprotocols: ["madang.v1"] };
const TYPES = ["hello", "token", "join", "join", "leave", "send", "send", "history", "typing", "rooms", "ping"];
const ROOMS = ["chat", "마당", "volatile", "nowhere", "__proto__", "constructor", ""];

/** Sessions of the native protocol on a hub of their own: a message a line. */
export class NativeTarget implements Target {
  readonly name = "native";

  make(dice: Dice): Uint8Array {
    const lines = ['{"type":"hello","name":"a"}', '{"type":"join","room":"chat"}'].slice(0, dice.between(0, 2));
    for (let left = dice.between(1, 12); left > 0; left--) lines.push(JSON.stringify(message(dice)));
    const input = utf8(lines.join("\n"));
    return dice.chance(0.3) ? mutate(input, dice) : input;
  }

  async check(input: Uint8Array, dice: Dice): Promise<void> {
    const { gateway, turn } = await yard();
    const admission = await gateway.admit(CALLER);
    assert.ok("open" in admission);
    const carrier = new FakeCarrier();
    const session = admission.open(carrier);
    carrier.carry(session);
    for (const line of new TextDecoder().decode(input).split("\n")) {
      // A carrier hands on nothing after the goodbye.
      if (carrier.goodbye !== undefined) break;
      session.text(line);
      if (dice.chance(0.3)) await turn.settle();
      if (dice.chance(0.1)) toggle(carrier, session);
    }
    carrier.full = false;
    session.drained();
    await turn.settle();
    for (const text of carrier.messages) {
      assert.ok(parseServerMessage(text) !== undefined, `no message of ours: ${text.slice(0, 200)}`);
    }
    assert.ok(
      carrier.images.reduce((size, image) => size + image.length, 0) < 64 * input.length + 100_000,
      "an answer far longer than the question",
    );
    carrier.end();
    await turn.settle();
  }
}

function toggle(carrier: FakeCarrier, session: Session): void {
  carrier.full = !carrier.full;
  if (!carrier.full) session.drained();
}

async function yard(): Promise<{ gateway: NativeGateway; turn: ManualTurn }> {
  const chance = new CountingChance();
  const [clock, turn] = [new ManualClock(), new ManualTurn()];
  const hub = new Hub({ store: new MemoryStore(chance), broker: new MemoryBus().node(), clock, chance, turn });
  await hub.putRoom("chat", { retention: "forever" });
  await hub.putRoom("volatile", { retention: "volatile" });
  const identify = async () => ({ author: { kind: "guest", name: "a" } }) as const;
  return { gateway: new NativeGateway({ hub, identify, clock, deadlines: new Deadlines(clock) }), turn };
}

function message(dice: Dice): object {
  const members: Record<string, unknown> = { type: dice.pick(TYPES), room: dice.pick(ROOMS) };
  if (dice.chance(0.5)) members["ref"] = value(dice);
  if (dice.chance(0.8)) members["id"] = dice.pick(["1", "2", "3", value(dice)]);
  if (dice.chance(0.8)) members["text"] = dice.pick(["a", words(dice), "x".repeat(16_384), value(dice)]);
  if (dice.chance(0.5)) members["last"] = dice.pick([0, 1, 200, 201, -1, 0.5, value(dice)]);
  if (dice.chance(0.5))
    members["before"] = dice.pick(["id1_00000000001_0000000", "id1_00000000000_0000000", value(dice)]);
  if (dice.chance(0.2)) members["position"] = dice.pick(["id1_00000000000_0000000", value(dice)]);
  if (dice.chance(0.5)) members["on"] = dice.pick([true, false, value(dice)]);
  return members;
}

function value(dice: Dice): unknown {
  return dice.pick<unknown>([null, 1, -0, 1e308, "", words(dice), [], {}, [[[]]], { toString: 1 }, true]);
}
