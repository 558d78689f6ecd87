import assert from "node:assert/strict";
import type { RequestListener } from "node:http";
import { type TestContext, test } from "node:test";
import { Answers } from "../src/answers.ts";
import { bodyOf, endWith } from "../src/response-body.ts";
import { until } from "./http-yard.ts";
import { ManualTicker } from "./manual-ticker.ts";
import { openDoor } from "./open-door.ts";
import { SlowReader } from "./slow-reader.ts";

/** More than the kernels of both sides hold. */
const LONG = Buffer.alloc(32 * 1024 * 1024, "x");

/** Streams that are watched by their own door are watched once. */
test("an answer that somebody else watches is not reset here, and not counted", async (t) => {
  const { answers, ticker, port } = await watched(t, (_request, response) => {
    answers.leave(response);
    long(_request, response);
  });
  await SlowReader.ask(t, { port, path: "/", version: "HTTP/1" });
  ticker.advance(150_000);
  assert.deepEqual([answers.size, answers.stalled], [0, 0]);
});

async function watched(t: TestContext, next: RequestListener) {
  const ticker = new ManualTicker();
  const answers = new Answers(ticker);
  const { port } = await openDoor(t, { listener: answers.before(next), clearHttp2: true });
  return { answers, ticker, port };
}

const long: RequestListener = (_request, response) => {
  response.writeHead(200, { "Content-Length": LONG.length });
  endWith(bodyOf(response), LONG);
};

for (const version of ["HTTP/1", "HTTP/2"] as const) {
  test(`${version}: who takes no byte of an answer for 60 s is reset, and counted`, async (t) => {
    const { answers, ticker, port } = await watched(t, long);
    const reader = await SlowReader.ask(t, { port, path: "/", version });
    await until("answer", () => answers.size === 1);
    // Until the kernel takes no more.
    for (let turns = 0; turns < 200; turns++) await new Promise(setImmediate);
    ticker.advance(60_000);
    assert.deepEqual([answers.size, answers.stalled], [1, 0]);
    ticker.advance(15_000);
    assert.equal(answers.stalled, 1);
    await until("end", () => answers.size === 0);
    // Over HTTP/1 the reset throws away what is still to be read.
    if (version === "HTTP/1") reader.read(LONG.length);
    await until("reset", () => reader.isGone || reader.read(LONG.length) === 0);
  });

  test(`${version}: who reads slowly, but reads, gets all of it`, async (t) => {
    const { answers, ticker, port } = await watched(t, long);
    const reader = await SlowReader.ask(t, { port, path: "/", version });
    let read = 0;
    for (let looks = 0; read < LONG.length; looks++) {
      assert.ok(looks < 2000 && answers.stalled === 0, `${read} bytes after ${looks * 15} s`);
      for (let turns = 0, some = 0; turns < 100_000 && some < 3_000_000 && read < LONG.length; turns++) {
        const now = reader.read(3_000_000);
        some += now;
        read += now;
        await new Promise(setImmediate);
      }
      ticker.advance(15_000);
    }
    await until("end", () => answers.size === 0);
    assert.equal(answers.stalled, 0);
  });

  test(`${version}: an answer that is silent is owed nothing`, async (t) => {
    const { answers, ticker, port } = await watched(t, (_request, response) => {
      response.writeHead(200);
      response.write("x");
    });
    await SlowReader.ask(t, { port, path: "/", version });
    await until("answer", () => answers.size === 1);
    for (let looks = 0; looks < 20; looks++) {
      await new Promise(setImmediate);
      ticker.advance(15_000);
    }
    assert.deepEqual([answers.size, answers.stalled], [1, 0]);
  });
}

test("RFC 9112 9.3.2: what waits behind an answer of its connection that goes on is owed by nobody", async (t) => {
  const { answers, ticker, port } = await watched(t, (request, response) => {
    response.writeHead(200);
    if (request.url === "/on") response.write("x");
    else response.end("y".repeat(1000));
  });
  const reader = await SlowReader.ask(t, {
    port,
    path: "/on HTTP/1.1\r\nHost: localhost\r\n\r\nGET /next",
    version: "HTTP/1",
  });
  await until("two answers", () => answers.size === 2);
  ticker.advance(300_000);
  assert.deepEqual([answers.stalled, reader.isGone], [0, false]);
});

test("at the end nobody is looked at", () => {
  const ticker = new ManualTicker();
  new Answers(ticker).end();
  assert.equal(ticker.size, 0);
});
