import assert from "node:assert/strict";
import { type Author, Hub, MemoryBus, MemoryStore } from "@madang/hub";
import { CountingChance, FakeCarrier, ManualClock, ManualTurn } from "@madang/testkit";
import type { Caller, Framing, Session } from "@madang/wire";
import { nodeHost } from "../../../wire/test/host.ts";
import { Deadlines } from "../../src/deadlines.ts";
import type { Identify, Login } from "../../src/identify.ts";
import { MappedDestinations, parsePattern } from "../../src/stomp/destinations.ts";
import { StompGateway } from "../../src/stomp/gateway.ts";

export const CALLER: Caller = {
  address: "10.0.0.1",
  path: "/stomp",
  query: new Map(),
  headers: new Map(),
  subprotocols: ["v12.stomp"],
};

/** `token-영희` signs 영희 in for an hour; any other token is refused; a name makes a guest. */
const byLogin =
  (clock: ManualClock): Identify =>
  async (_caller, { token, name = "손님" }: Login = {}) => {
    if (token === undefined) return { author: { kind: "guest", name } };
    if (!token.startsWith("token-")) return { status: 401, title: "Unauthorized", detail: "the token has expired" };
    const signed = token.slice(6);
    return { author: { kind: "user", name: signed, id: signed }, expires: clock.now() + 3_600_000 };
  };

/** A carrier that shows its messages as they are. */
export class StompCarrier extends FakeCarrier {
  override readonly framing: Framing = {
    key: "lines",
    frame: (messages) => Buffer.concat(messages.map((each) => Buffer.from(each))),
  };

  /** All bytes so far, NULs as `^@`. */
  get said(): string {
    return Buffer.concat(this.images).toString().replaceAll("\0", "^@");
  }
}

export interface StompTalker {
  readonly carrier: StompCarrier;
  readonly session: Session;
  /** Says frames (`^@` is NUL), lets everything settle, and answers what came back since the last time. */
  say(...frames: string[]): Promise<string>;
  /** What has come since the last time. */
  heard(): string;
}

export interface StompYard {
  readonly hub: Hub;
  readonly store: MemoryStore;
  readonly clock: ManualClock;
  readonly turn: ManualTurn;
  readonly gateway: StompGateway;
  open(): Promise<StompTalker>;
  /** A connection that is let in. */
  enter(login: string, version?: string): Promise<StompTalker>;
  /** Somebody else says something. */
  entry(text: string, author?: Author): Promise<void>;
}

export async function makeStompYard({
  prefixes = [],
  limits = false,
}: {
  readonly prefixes?: readonly string[];
  readonly limits?: boolean;
} = {}): Promise<StompYard> {
  const chance = new CountingChance();
  const store = new MemoryStore(chance);
  const [clock, turn] = [new ManualClock(), new ManualTurn()];
  const hub = new Hub({ store, broker: new MemoryBus().node(), clock, chance, turn, limits });
  for (const room of ["chat", "마당"]) await hub.putRoom(room, { retention: "forever" });
  const patterns = prefixes.map(parsePattern).filter((pattern) => typeof pattern === "object");
  const gateway = new StompGateway({
    hub,
    identify: byLogin(clock),
    clock,
    deadlines: new Deadlines(clock),
    host: nodeHost,
    destinations: new MappedDestinations(patterns),
  });
  const open = async (): Promise<StompTalker> => {
    const admission = await gateway.admit(CALLER);
    assert.ok("open" in admission);
    const carrier = new StompCarrier();
    const session = admission.open(carrier);
    carrier.carry(session);
    const heard = (): string => {
      const { said } = carrier;
      carrier.clear();
      return said;
    };
    const say = async (...frames: string[]): Promise<string> => {
      session.text(frames.join("").replaceAll("^@", "\0"));
      await turn.settle();
      return heard();
    };
    return { carrier, session, say, heard };
  };
  const enter = async (login: string, version = "1.2"): Promise<StompTalker> => {
    const talker = await open();
    assert.match(await talker.say(`CONNECT\naccept-version:${version}\nlogin:${login}\n\n^@`), /^CONNECTED\n/);
    return talker;
  };
  const entry = async (text: string, author: Author = { kind: "guest", name: "영희" }): Promise<void> => {
    const room = await hub.room("chat");
    room?.append(hub.draft(author, { text }), () => undefined);
    await turn.settle();
  };
  return { hub, store, clock, turn, gateway, open, enter, entry };
}

/** The frames in what was heard, each with its headers and body. */
export function framesIn(said: string): { command: string; headers: Record<string, string>; body: string }[] {
  return said
    .split("^@")
    .map((frame) => frame.replace(/^\n+/, ""))
    .filter((frame) => frame !== "")
    .map((frame) => {
      const end = frame.indexOf("\n\n");
      const [command = "", ...lines] = frame.slice(0, end).split("\n");
      const pairs = lines.map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1)]);
      return { command, headers: Object.fromEntries(pairs) as Record<string, string>, body: frame.slice(end + 2) };
    });
}

/** The bodies of the MESSAGEs in it. */
export function bodies(said: string): string[] {
  return framesIn(said).flatMap(({ command, body }) => (command === "MESSAGE" ? [body] : []));
}
