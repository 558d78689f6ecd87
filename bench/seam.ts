/** The seam between hub and gateways alone: deliveries a second of a plain loop, for each kind of spelling. */
import {
  type Entry,
  Hub,
  MemoryBus,
  MemoryStore,
  type Outlet,
  type Person,
  type Room,
  type Spelling,
} from "@madang/hub";
import {
  CountingChance,
  deflatedFake,
  ManualClock,
  ManualTurn,
  SocketFake,
  StompFake,
  textFake,
} from "@madang/testkit";

const MEMBERS = 1000;
const UNDER_WAY = 64;
const SECONDS = 2;
const TEXT = "가".repeat(32);

/** An outlet that takes everything, and counts. */
class Sink implements Outlet {
  bytes = 0;
  write(image: Uint8Array): boolean {
    this.bytes += image.length;
    return true;
  }
}

/** Takes every `every`-th write with a refusal; the owner drains it at the next turn. */
class SlowSink extends Sink {
  full = false;
  #count = 0;
  override write(image: Uint8Array): boolean {
    super.write(image);
    this.full = ++this.#count % 4 === 0;
    return !this.full;
  }
}

const author = { kind: "guest", name: "철수" } as const;
const person: Person = { author, address: "127.0.0.1", dismiss: () => undefined };
const stomp = new StompFake();
const bodies = new WeakMap<Entry, string>();

await measure("text", () => textFake);
await measure("text, deflated once", () => deflatedFake);
await measure("STOMP, a subscription id each", (index) => stomp.spelling(`sub-${index}`));
await measure("Socket.IO, a position suffix each", (index) => new SocketFake(String(index), bodies).spelling("chat"));
await measure("text, every member slow at every fourth write", () => textFake, true);

async function measure(name: string, spelling: (index: number) => Spelling, slow = false): Promise<void> {
  const chance = new CountingChance();
  const turn = new ManualTurn();
  const store = new MemoryStore(chance);
  const hub = new Hub({ store, broker: new MemoryBus().node(), clock: new ManualClock(), chance, turn });
  await hub.putRoom("chat", { retention: "volatile" });
  const room = (await hub.room("chat")) as Room;
  const sinks = Array.from({ length: MEMBERS }, () => (slow ? new SlowSink() : new Sink()));
  const members = sinks.map((sink, index) => room.join({ person, spelling: spelling(index), outlet: sink }));
  const end = performance.now() + SECONDS * 1000;
  const started = performance.now();
  let deliveries = 0;
  while (performance.now() < end) {
    for (let index = 0; index < UNDER_WAY; index++) room.append(hub.draft(author, { text: TEXT }), () => undefined);
    turn.end();
    await Promise.resolve();
    turn.end();
    if (slow) for (const member of members) room.drained(member);
    deliveries += MEMBERS * UNDER_WAY;
  }
  const perSecond = deliveries / ((performance.now() - started) / 1000);
  process.stdout.write(`${name.padEnd(48)} ${(perSecond / 1e6).toFixed(1).padStart(8)} M deliveries/s\n`);
}
