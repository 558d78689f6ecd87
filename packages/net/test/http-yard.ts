import { once } from "node:events";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { BlockList } from "node:net";
import type { TestContext } from "node:test";
import type { Carrier, HttpAnswer, HttpGateway, HttpRequest, Session } from "@madang/wire";
import { Answers } from "../src/answers.ts";
import { HttpDoor } from "../src/http-door.ts";
import { NodeHost } from "../src/node-host.ts";
import { NodeTurn } from "../src/node-turn.ts";
import { Origins } from "../src/origins.ts";
import { plainHttpServer } from "../src/plain-http.ts";
import { ManualTicker } from "./manual-ticker.ts";

/** The gateway's half of one response that goes on, and what was asked of it. */
export class FakeStream implements Session {
  readonly carrier: Carrier;
  readonly calls: string[] = [];

  constructor(carrier: Carrier) {
    this.carrier = carrier;
  }

  text(): void {}

  binary(): void {}

  drained(): void {
    this.calls.push("drained");
  }

  farewell(after: number, why: string): void {
    this.carrier.write(Buffer.from(`${why} ${after}`));
    this.carrier.close(1012, why);
  }

  closed(): void {
    this.calls.push("closed");
  }
}

/** A gateway that answers as the test says. */
export class FakeHttpGateway implements HttpGateway {
  readonly methods = ["GET", "HEAD", "POST"];
  readonly maxBodyBytes = 1000;
  readonly fields = { sent: ["Content-Type"], read: ["ETag"] };
  readonly requests: HttpRequest[] = [];
  readonly streams: FakeStream[] = [];
  announce: Required<HttpGateway>["announce"] = () => undefined;
  refuse?: Required<HttpGateway>["refuse"];
  reply: (request: HttpRequest) => HttpAnswer | Promise<HttpAnswer> = ({ body }) => ({
    kind: "reply",
    status: 200,
    headers: { "X-Here": "yes" },
    body: Buffer.from(`got ${Buffer.from(body)}`),
  });

  async answer(request: HttpRequest): Promise<HttpAnswer> {
    this.requests.push(request);
    return this.reply(request);
  }

  /** From now on, responses go on. */
  go(): void {
    this.reply = () => ({
      kind: "stream",
      status: 200,
      headers: { "Content-Type": "text/event-stream" },
      open: (carrier) => {
        const stream = new FakeStream(carrier);
        this.streams.push(stream);
        return stream;
      },
    });
  }
}

export interface HttpYard {
  readonly door: HttpDoor;
  readonly answers: Answers;
  readonly gateway: FakeHttpGateway;
  readonly ticker: ManualTicker;
  readonly port: number;
  readonly faults: unknown[];
  ask(path: string, asking?: Asking): Promise<Answer>;
  /** Answers when the head has come. */
  open(path: string, asking?: Asking): Promise<IncomingMessage>;
}

interface Asking {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** A door at `/here`, before a server that says `elsewhere` to everything. */
export async function makeHttpYard(t: TestContext): Promise<HttpYard> {
  const gateway = new FakeHttpGateway();
  const faults: unknown[] = [];
  const ticker = new ManualTicker();
  const answers = new Answers(ticker);
  const door = new HttpDoor({
    answers,
    host: new NodeHost(),
    turn: new NodeTurn(),
    ticker,
    origins: new Origins(["https://friend.example"]),
    trusted: new BlockList(),
    route: (path) => (path === "/here" || path === "/여기" ? gateway : undefined),
    fault: (error) => faults.push(error),
  });
  const server = plainHttpServer(door.before((_request, response) => response.end("elsewhere")));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const open: HttpYard["open"] = async (path, { method = "GET", headers = {}, body } = {}) => {
    const request = httpRequest({ host: "127.0.0.1", port, path, method, headers });
    request.end(body);
    const [response] = (await once(request, "response")) as [IncomingMessage];
    response.on("error", () => undefined);
    return response;
  };
  const ask: HttpYard["ask"] = async (path, asking) => {
    const response = await open(path, asking);
    const parts: Buffer[] = [];
    for await (const part of response) parts.push(part as Buffer);
    return { status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts).toString() };
  };
  return { door, answers, gateway, ticker, port, faults, ask, open };
}

/** Waits until something is so, at most 5 s. */
export async function until(what: string, met: () => boolean): Promise<void> {
  const deadline = Date.now() + 5000;
  while (!met()) {
    if (Date.now() > deadline) throw new Error(`no ${what} within 5 s`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
