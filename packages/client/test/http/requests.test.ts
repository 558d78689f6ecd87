import assert from "node:assert/strict";
import { test } from "node:test";
import { Fault } from "../../src/http/fault.ts";
import { logOf, Requests } from "../../src/http/requests.ts";
import { HttpYard } from "./http-yard.ts";

test("ux.md: the token goes in a header, never in the address; a guest's name in the address", async () => {
  const { parts } = new HttpYard();
  const asked: [string, RequestInit | undefined][] = [];
  const fetch = async (input: unknown, init?: RequestInit) => {
    asked.push([String(input), init]);
    return Response.json({});
  };
  const requests = new Requests({ ...parts, fetch });
  requests.token = "secret";
  requests.name = "김 영희";
  await requests.ask(logOf("마당"), { query: [["before", "now"]], body: { text: "안녕" } }, (response) =>
    response.json(),
  );
  const [[address = "", init] = []] = asked;
  assert.equal(decodeURIComponent(address), "https://chat.example/rooms/마당/log?before=now&name=김 영희");
  assert.deepEqual(init?.headers, { Authorization: "Bearer secret", "Content-Type": "application/json" });
  assert.deepEqual(
    [init?.method, init?.body, init?.cache, init?.credentials],
    ["POST", '{"text":"안녕"}', "no-store", "include"],
  );
});

test("no answer in time, none at all, and one that is not the server's are all a fault of the way", async () => {
  const { parts, clock } = new HttpYard();
  const never: typeof globalThis.fetch = (_, init) =>
    new Promise((_answer, fail) => init?.signal?.addEventListener("abort", () => fail(new Error("aborted"))));
  const late = new Requests({ ...parts, fetch: never }).ask("/hello", {}, () => 1);
  const signal = new AbortController();
  const given = new Requests({ ...parts, fetch: never }).ask("/hello", { signal: signal.signal }, () => 1);
  signal.abort();
  const portal = new Requests({ ...parts, fetch: async () => new Response("<html>") }).ask("/hello", {}, (r) =>
    r.json(),
  );
  clock.advance(10_000);
  for (const asked of [late, given, portal]) {
    await assert.rejects(asked, (error) => error instanceof Fault && error.status === 0);
  }
  assert.equal(clock.timers, 0);
});
