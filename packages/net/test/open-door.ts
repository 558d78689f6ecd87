import type { RequestListener, Server } from "node:http";
import { BlockList } from "node:net";
import type { TestContext } from "node:test";
import { FrontDoor, type FrontDoorOptions } from "../src/front-door.ts";
import { NodeHost } from "../src/node-host.ts";
import { NodeTurn } from "../src/node-turn.ts";
import { Origins } from "../src/origins.ts";
import { plainHttpServer } from "../src/plain-http.ts";
import { FakeGateway } from "./fake-gateway.ts";
import { ManualTicker } from "./manual-ticker.ts";

export interface OpenDoor {
  readonly door: FrontDoor;
  readonly port: number;
  readonly gateway: FakeGateway;
  readonly ticker: ManualTicker;
  readonly http: Server;
  /** What was told as a fault of ours. */
  readonly faults: unknown[];
}

const echo: RequestListener = (request, response) => {
  const pieces: Buffer[] = [];
  request.on("data", (piece: Buffer) => pieces.push(piece));
  request.on("end", () => {
    const body = `${request.method} ${request.url} ${Buffer.concat(pieces).toString()}`;
    response.setHeader("content-length", Buffer.byteLength(body));
    response.end(body);
  });
};

/** A front door on a port of its own, closed with the test; `/ws/…` is the fake gateway's. */
export async function openDoor(
  t: TestContext,
  options: Partial<FrontDoorOptions> & { readonly listener?: RequestListener } = {},
): Promise<OpenDoor> {
  const gateway = new FakeGateway();
  const ticker = new ManualTicker();
  const http = plainHttpServer(options.listener ?? echo);
  const faults: unknown[] = [];
  const door = new FrontDoor({
    host: new NodeHost(),
    turn: new NodeTurn(),
    ticker,
    origins: new Origins(["https://friend.example"]),
    trusted: new BlockList(),
    http,
    route: (path) => (path.startsWith("/ws/") ? gateway : undefined),
    fault: (error) => {
      faults.push(error);
      gateway.look();
    },
    ...options,
  });
  const port = await door.listen(0, "127.0.0.1");
  t.after(async () => {
    const closed = door.close(() => 0, "the test is over");
    http.closeAllConnections();
    // The goodbye's time is up at once.
    const hurry = setInterval(() => ticker.advance(5000), 20);
    await closed;
    clearInterval(hurry);
  });
  return { door, port, gateway, ticker, http, faults };
}
