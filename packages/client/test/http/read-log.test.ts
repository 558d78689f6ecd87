import assert from "node:assert/strict";
import { test } from "node:test";
import { Fault } from "../../src/http/fault.ts";
import { readLog } from "../../src/http/read-log.ts";
import { Requests } from "../../src/http/requests.ts";
import { HttpYard } from "./http-yard.ts";

test("http-log.md, At once: what follows the places, each once, and whether that is all", async () => {
  const yard = new HttpYard();
  const { signal } = new AbortController();
  yard.readFromNow();
  await yard.post("1", "2");
  assert.equal(await readLog({ ...yard, signal }, yard.ears), true);
  await yard.post("3");
  assert.equal(await readLog({ ...yard, signal }, yard.ears), true);
  assert.deepEqual(yard.texts, ["1", "2", "3"]);
  assert.equal(yard.http.asked.at(-1), `GET /log?room=chat:${yard.server.chat.position(2)}`);
});

test("an answer that was cut for size says so, 204 is nothing, and what is no array is no answer", async () => {
  const yard = new HttpYard();
  const { signal } = new AbortController();
  const read = (response: Response) =>
    readLog({ ...yard, signal, requests: new Requests({ ...yard.parts, fetch: async () => response }) }, yard.ears);
  assert.equal(await read(Response.json([])), false);
  assert.equal(await read(new Response(null, { status: 204, headers: { "Stream-Up-To-Date": "true" } })), true);
  await assert.rejects(read(Response.json({ login: "please" })), Fault);
});
