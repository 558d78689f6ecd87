import assert from "node:assert/strict";
import { Hub, MemoryBus, MemoryStore } from "@madang/hub";
import { CountingChance, FakeCarrier, ManualClock, ManualTurn } from "@madang/testkit";
import type { Caller, Session } from "@madang/wire";
import { Deadlines } from "../../src/deadlines.ts";
import type { Identify, Login } from "../../src/identify.ts";
import { NativeGateway } from "../../src/native/gateway.ts";

/** `token-영희` signs 영희 in for an hour; any other token is refused; a name makes a guest. */
const byLogin =
  (clock: ManualClock): Identify =>
  async (_caller, { token, name = "손님" }: Login = {}) => {
    if (token === undefined) return { author: { kind: "guest", name } };
    if (!token.startsWith("token-")) return { status: 401, title: "Unauthorized", detail: "the token has expired" };
    const signed = token.slice(6);
    return { author: { kind: "user", name: signed, id: signed }, expires: clock.now() + 3_600_000 };
  };

export interface Talker {
  readonly carrier: FakeCarrier;
  readonly session: Session;
  /** Says a message, lets everything settle, and answers what came back since the last time. */
  say(message: object): Promise<Record<string, unknown>[]>;
  /** What has come since the last time. */
  heard(): Record<string, unknown>[];
}

export interface NativeYard {
  readonly hub: Hub;
  readonly clock: ManualClock;
  readonly turn: ManualTurn;
  readonly gateway: NativeGateway;
  connect(): Promise<Talker>;
  /** A connection that has said hello and joined `chat`. */
  enter(name: string, join?: object): Promise<Talker>;
}

export const CALLER: Caller = {
  address: "10.0.0.1",
  path: "/ws",
  query: new Map(),
  headers: new Map(),
  subprotocols: ["madang.v1"],
};

export async function makeNativeYard(): Promise<NativeYard> {
  const chance = new CountingChance();
  const [clock, turn] = [new ManualClock(), new ManualTurn()];
  const hub = new Hub({ store: new MemoryStore(chance), broker: new MemoryBus().node(), clock, chance, turn });
  await hub.putRoom("chat", { retention: "forever" });
  const gateway = new NativeGateway({ hub, identify: byLogin(clock), clock, deadlines: new Deadlines(clock) });
  const connect = async (): Promise<Talker> => {
    const admission = await gateway.admit(CALLER);
    assert.ok("open" in admission);
    const carrier = new FakeCarrier();
    const session = admission.open(carrier);
    carrier.carry(session);
    const heard = (): Record<string, unknown>[] => {
      const messages = carrier.messages.map((text) => JSON.parse(text) as Record<string, unknown>);
      carrier.clear();
      return messages;
    };
    const say = async (message: object): Promise<Record<string, unknown>[]> => {
      session.text(JSON.stringify(message));
      await turn.settle();
      return heard();
    };
    return { carrier, session, say, heard };
  };
  const enter = async (name: string, join: object = {}): Promise<Talker> => {
    const talker = await connect();
    await talker.say({ type: "hello", name });
    await talker.say({ type: "join", room: "chat", ...join });
    return talker;
  };
  return { hub, clock, turn, gateway, connect, enter };
}
