import assert from "node:assert/strict";
import { FakeCarrier, ManualTurn } from "@madang/testkit";
import type { Caller, HttpAnswer, Reply, Session } from "@madang/wire";
import { EngineDoor, type EngineDoorOptions } from "../../src/engineio/engine-door.ts";
import { NodeHost } from "../../src/node-host.ts";
import { FakeGateway } from "../fake-gateway.ts";
import { ManualTicker } from "../manual-ticker.ts";

const host = new NodeHost();

/** A WebSocket beneath a session, and the session's end of it. */
export interface FakeSocket {
  readonly carrier: FakeCarrier;
  readonly end: Session;
}

export interface EngineYard {
  readonly door: EngineDoor;
  readonly gateway: FakeGateway;
  readonly turn: ManualTurn;
  readonly faults: unknown[];
  /** Moves the time on, step by step. */
  go(ms: number): void;
  ask(method: string, query: string, body?: string): Promise<HttpAnswer>;
  /** What a request is answered with, when that is known already; what stops waiting for it. */
  begin(method: string, query: string, body?: string): Promise<{ reply(): string | undefined; leave(): void }>;
  /** Opens a session by polling; the query of the polls. */
  poll(): Promise<string>;
  socket(query: string): Promise<FakeSocket>;
}

export function makeEngineYard(more: Partial<EngineDoorOptions> = {}): EngineYard {
  const [gateway, turn, ticker] = [new FakeGateway(), new ManualTurn(), new ManualTicker()];
  const faults: unknown[] = [];
  let now = 0;
  const door = new EngineDoor({
    host,
    turn,
    ticker,
    gateway,
    session: { pingIntervalMs: 8000, pingTimeoutMs: 8000 },
    now: () => now,
    fault: (error) => faults.push(error),
    ...more,
  });
  const ask = (method: string, query: string, body = ""): Promise<HttpAnswer> => {
    const caller = callerOf(query);
    const upload = method === "GET" ? undefined : door.announce(method, caller);
    if (upload !== undefined) return Promise.resolve(upload.ended(host.encode(body)));
    return door.answer({ method, caller, parameters: [...caller.query], body: host.encode(body) });
  };
  const begin: EngineYard["begin"] = async (method, query, body) => {
    const answer = await ask(method, query, body);
    let reply: Reply | undefined = answer.kind === "reply" ? answer : undefined;
    const leave =
      answer.kind === "hold"
        ? answer.wait((given) => {
            reply = given;
          })
        : () => undefined;
    return { reply: () => reply && `${reply.status} ${host.decode(reply.body)}`, leave };
  };
  return {
    door,
    gateway,
    turn,
    faults,
    go: (ms) => {
      for (const end = now + ms; now < end; ) {
        now += 1000;
        ticker.advance(1000);
      }
    },
    ask,
    begin,
    poll: async () => {
      const text = (await begin("GET", "EIO=4&transport=polling")).reply() ?? "";
      return `EIO=4&transport=polling&sid=${(JSON.parse(text.slice(5)) as { readonly sid: string }).sid}`;
    },
    socket: async (query) => {
      const admission = await door.admit(callerOf(query));
      assert.ok("open" in admission, JSON.stringify(admission));
      const carrier = new FakeCarrier();
      const end = admission.open(carrier);
      carrier.carry(end);
      return { carrier, end };
    },
  };
}

export function callerOf(query: string): Caller {
  const headers = new Map([["content-type", "text/plain"]]);
  return { address: "10.0.0.1", path: "/e/", query: new Map(new URLSearchParams(query)), headers, subprotocols: [] };
}
