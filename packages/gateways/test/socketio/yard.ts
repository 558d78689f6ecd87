import assert from "node:assert/strict";
import { Hub, MemoryBus, MemoryStore } from "@madang/hub";
import { CountingChance, FakeCarrier, fakeFraming, ManualClock, ManualTurn } from "@madang/testkit";
import type { Caller, Framing, Session } from "@madang/wire";
import { PacketReader } from "@madang/wire/socketio";
import { Deadlines } from "../../src/deadlines.ts";
import type { Identify } from "../../src/identify.ts";
import { SocketIoGateway } from "../../src/socketio/gateway.ts";

const CALLER: Caller = {
  address: "10.0.0.1",
  path: "/socket.io/",
  query: new Map(),
  headers: new Map(),
  subprotocols: [],
};

/** A carrier whose framing can change, as at an upgrade. */
class UpgradingCarrier extends FakeCarrier {
  override framing: Framing = fakeFraming;
}

/** One client, without a network. */
export class SocketTalker {
  readonly carrier: UpgradingCarrier = new UpgradingCarrier();
  readonly session: Session;
  readonly #turn: ManualTurn;
  #asked = 0;

  constructor(open: (carrier: FakeCarrier) => Session, turn: ManualTurn) {
    this.session = open(this.carrier);
    this.carrier.carry(this.session);
    this.#turn = turn;
  }

  /** Packets as they are sent; answers what came back since the last time. */
  async say(...packets: string[]): Promise<string[]> {
    for (const packet of packets) this.session.text(packet);
    await this.#turn.settle();
    return this.heard();
  }

  heard(): string[] {
    const messages = this.carrier.messages;
    this.carrier.clear();
    return messages;
  }

  /** Emits, and answers the acknowledgement; what else came is left to be heard. */
  async ask(name: string, ...args: unknown[]): Promise<Record<string, unknown>> {
    const id = this.#asked++;
    this.session.text(`2${id}${JSON.stringify([name, ...args])}`);
    await this.#turn.settle();
    for (const message of this.carrier.messages) {
      const packet = new PacketReader().read(message);
      if (packet?.type === "ack" && packet.id === id) return packet.data[0] as Record<string, unknown>;
    }
    throw new Error(`${name} was not acknowledged: ${this.carrier.messages.join()}`);
  }

  /** The events that came since the last time. */
  events(): unknown[][] {
    return this.heard().flatMap((message) => {
      const packet = message.startsWith("x") ? undefined : new PacketReader().read(message);
      return packet?.type === "event" ? [[...packet.data]] : [];
    });
  }
}

export interface SocketYard {
  readonly hub: Hub;
  readonly clock: ManualClock;
  readonly turn: ManualTurn;
  connect(): Promise<SocketTalker>;
  /** One who has been let in, and told what to give back. */
  enter(auth: object): Promise<SocketTalker & { readonly pid: string | undefined }>;
}

/** A yard with the rooms `chat` and `마당`; `token-영희` signs 영희 in for an hour. */
export async function makeSocketYard(recovery = true): Promise<SocketYard> {
  const [chance, clock, turn] = [new CountingChance(), new ManualClock(), new ManualTurn()];
  const hub = new Hub({
    store: new MemoryStore(chance),
    broker: new MemoryBus().node(),
    clock,
    chance,
    turn,
    limits: true,
  });
  for (const room of ["chat", "마당"]) await hub.putRoom(room, { retention: "forever" });
  const identify: Identify = async (_caller, { token, name = "손님" } = {}) => {
    if (token === undefined) return { author: { kind: "guest", name } };
    if (!token.startsWith("token-")) return { status: 401, title: "Unauthorized", detail: "the token has expired" };
    const signed = token.slice(6);
    return { author: { kind: "user", name: signed, id: signed }, expires: clock.now() + 3_600_000 };
  };
  const seal = recovery
    ? { sign: (text: string) => `${text.length}x${[...text].reverse().join("").length}` }
    : undefined;
  const gateway = new SocketIoGateway({ hub, identify, clock, chance, deadlines: new Deadlines(clock), seal });
  const connect = async (): Promise<SocketTalker> => {
    const admission = await gateway.admit(CALLER);
    assert.ok("open" in admission);
    return new SocketTalker((carrier) => admission.open(carrier), turn);
  };
  const enter: SocketYard["enter"] = async (auth) => {
    const talker = await connect();
    const [answer = ""] = await talker.say(`0${JSON.stringify(auth)}`);
    assert.match(answer, /^0\{"sid"/);
    return Object.assign(talker, { pid: (JSON.parse(answer.slice(1)) as { readonly pid?: string }).pid });
  };
  return { hub, clock, turn, connect, enter };
}
