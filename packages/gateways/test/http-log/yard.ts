import assert from "node:assert/strict";
import { Hub, MemoryBus, MemoryStore } from "@madang/hub";
import { CountingChance, FakeCarrier, ManualClock, ManualTurn } from "@madang/testkit";
import type { Hold, HttpAnswer, HttpRequest, Reply, Session, Stream } from "@madang/wire";
import { nodeHost } from "../../../wire/test/host.ts";
import { Deadlines } from "../../src/deadlines.ts";
import { HttpLogGateway } from "../../src/http-log/gateway.ts";
import type { Identify } from "../../src/identify.ts";

/** Everybody is the guest whom `?name=` names; `나쁜` is no name, `곧` has a login that ends in a minute. */
const identify =
  (clock: ManualClock): Identify =>
  async ({ query }) => {
    const name = query.get("name") ?? "손님";
    if (name === "나쁜") return { status: 400, title: "Bad Request", detail: "name: no" };
    return name === "곧"
      ? { author: { kind: "user", name, id: "1" }, expires: clock.now() + 60_000 }
      : { author: { kind: "guest", name } };
  };

/** What a request has beside its target. */
export interface Asking {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly address?: string;
}

/** Somebody on a response that goes on. */
export interface Listener {
  readonly stream: Stream;
  readonly carrier: FakeCarrier;
  readonly session: Session;
  /** What has come since the last time. */
  heard(): string;
}

export interface HttpLogYard {
  readonly hub: Hub;
  readonly store: MemoryStore;
  readonly clock: ManualClock;
  readonly turn: ManualTurn;
  readonly gateway: HttpLogGateway;
  ask(target: string, asking?: Asking): Promise<HttpAnswer>;
  reply(target: string, asking?: Asking): Promise<Reply>;
  hold(target: string, asking?: Asking): Promise<Hold>;
  listen(target: string, asking?: Asking): Promise<Listener>;
  /** Sends texts one after the other, as 철수; answers the offset after them. */
  say(...texts: string[]): Promise<string>;
}

/** A gateway on in-memory twins with the rooms `chat` and `마당`. */
export async function makeHttpLogYard(limits = false): Promise<HttpLogYard> {
  const chance = new CountingChance();
  const store = new MemoryStore(chance);
  const [clock, turn] = [new ManualClock(), new ManualTurn()];
  const hub = new Hub({ store, broker: new MemoryBus().node(), clock, chance, turn, limits });
  for (const room of ["chat", "마당"]) await hub.putRoom(room, { retention: "forever" });
  const ports = { hub, identify: identify(clock), clock, chance, host: nodeHost, deadlines: new Deadlines(clock) };
  const gateway = new HttpLogGateway(ports);
  const ask: HttpLogYard["ask"] = async (target, asking = {}) => {
    const answer = gateway.answer(requestOf(target, asking));
    let settled = false;
    void answer.finally(() => {
      settled = true;
    });
    // A send is answered when the turns it needs have ended.
    for (let turns = 0; !settled && turns < 50; turns++) await turn.settle();
    return answer;
  };
  const reply: HttpLogYard["reply"] = async (target, asking) => {
    const answer = await ask(target, asking);
    assert.ok(answer.kind === "reply", answer.kind);
    return answer;
  };
  const hold: HttpLogYard["hold"] = async (target, asking) => {
    const answer = await ask(target, asking);
    assert.ok(answer.kind === "hold", JSON.stringify(answer));
    return answer;
  };
  const listen: HttpLogYard["listen"] = async (target, asking) => {
    const stream = await ask(target, asking);
    assert.ok(stream.kind === "stream", JSON.stringify(stream));
    const carrier = new FakeCarrier();
    const session = stream.open(carrier);
    carrier.carry(session);
    await turn.settle();
    const heard = (): string => {
      const text = Buffer.concat(carrier.images).toString();
      carrier.clear();
      return text;
    };
    return { stream, carrier, session, heard };
  };
  const say: HttpLogYard["say"] = async (...texts) => {
    let next = "";
    for (const text of texts) {
      const { status, headers } = await reply("/rooms/chat/log?name=철수", { method: "POST", body: { text } });
      assert.equal(status, 201);
      next = headers["Stream-Next-Offset"] ?? "";
    }
    return next;
  };
  return { hub, store, clock, turn, gateway, ask, reply, hold, listen, say };
}

export function requestOf(
  target: string,
  { method = "GET", headers = {}, body, address = "10.0.0.1" }: Asking = {},
): HttpRequest {
  const url = new URL(target, "http://here");
  const parameters = [...url.searchParams];
  const fields = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  if (body !== undefined && !fields.has("content-type")) fields.set("content-type", "application/json");
  const query = new Map([...parameters].reverse());
  const path = decodeURIComponent(url.pathname);
  const bytes = Buffer.from(body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body));
  return { method, caller: { address, path, query, headers: fields, subprotocols: [] }, parameters, body: bytes };
}

/** The JSON of a reply. */
export function jsonOf({ body }: Reply): unknown {
  return JSON.parse(Buffer.from(body).toString());
}

/** The texts of the entries in a reply. */
export function textsOf(reply: Reply): string[] {
  const entries = jsonOf(reply);
  assert.ok(Array.isArray(entries));
  return entries.map((entry: { readonly text: string }) => entry.text);
}

/** What a hold answers, once it does. */
export function answerOf(hold: Hold): { readonly replies: Reply[]; leave(): void } {
  const replies: Reply[] = [];
  const leave = hold.wait((reply) => replies.push(reply));
  return { replies, leave };
}
