import assert from "node:assert/strict";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { Madang, tempFolder } from "./process.ts";

/** Resolves when so many lines have come. */
async function lines(madang: Madang, count: number): Promise<string[]> {
  for (;;) {
    const whole = madang.out.split("\n").slice(0, -1);
    if (whole.length >= count) return whole;
    await once(madang.child.stdout, "data", { signal: AbortSignal.timeout(10_000) });
  }
}

/** Sends some texts at once, all or none. */
async function post(url: string, texts: readonly string[]): Promise<void> {
  const response = await fetch(`${url}/rooms/chat/log?name=철수`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(texts.map((text) => ({ text }))),
  });
  assert.equal(response.status, 201, await response.text());
}

test("issue 5: madang send and madang tail, over every transport: the same log", async (t) => {
  const server = new Madang(t, ["serve", "--port", "0", "--data", await tempFolder(t)]);
  const url = `http://127.0.0.1:${await server.port()}`;
  let position = "";
  const transports = ["websocket", "sse", "long-poll", "poll"];
  for (const transport of transports) {
    const args = ["send", url, "chat", transport, "안녕", "--name", "철수", "--transport", transport];
    const { code, out, err } = await new Madang(t, args).ended;
    assert.deepEqual([code, err], [0, ""]);
    position ||= out.trim();
  }
  const said = transports.map((transport) => `${transport} 안녕`);
  for (const transport of transports) {
    const tail = new Madang(t, ["tail", url, "chat", "--from", "start", "--transport", transport]);
    const printed = await lines(tail, 4);
    assert.deepEqual(
      printed.map((line) => line.replace(/^\S+Z /, "")),
      said.map((text) => `철수: ${text}`),
    );
    tail.child.kill("SIGINT");
    assert.equal((await tail.ended).code, 0);
  }
  const json = new Madang(t, ["tail", url, "chat", "--from", position, "--json"]);
  const entries = (await lines(json, 3)).map((line) => JSON.parse(line) as { readonly text: string });
  assert.deepEqual(
    entries.map(({ text }) => text),
    said.slice(1),
  );
  await new Madang(t, ["send", url, "chat", "지금\n왔어요"]).ended;
  assert.match((await lines(json, 4))[3] ?? "", /"text":"지금\\n왔어요"/);
});

test("madang tail --from start prints what it reads and holds none of it, however long the past is", async (t) => {
  const server = new Madang(t, ["serve", "--port", "0", "--data", await tempFolder(t)]);
  const url = `http://127.0.0.1:${await server.port()}`;
  // In memory these are 40 MB. The process itself needs 13 MB and gets 40: with 24 it ended now and then before a line.
  const texts = Array.from({ length: 25_000 }, (_, index) => `${index} ${"가".repeat(800)}`);
  const together = 20;
  for (let begin = 0; begin < texts.length; begin += 50 * together) {
    const posts = Array.from({ length: 50 }, (_, index) => begin + index * together);
    await Promise.all(posts.map((at) => post(url, texts.slice(at, at + together))));
  }
  const small = { NODE_OPTIONS: "--max-old-space-size=40" };
  const tail = new Madang(t, ["tail", url, "chat", "--from", "start"], small);
  const printed: string[] = [];
  for await (const line of createInterface(tail.child.stdout)) {
    printed.push(line.replace(/^\S+Z 철수: /, ""));
    if (printed.length === texts.length) break;
  }
  // Those that were posted together stand in whatever order.
  assert.equal(printed.length, texts.length);
  const missing = new Set(texts);
  for (const text of printed) missing.delete(text);
  assert.equal(missing.size, 0);
});

test("design.md: a wrong call says how it is done; a room that is not there is the end", async (t) => {
  for (const args of [
    ["tail"],
    ["tail", "ftp://x", "chat"],
    ["tail", "http://x"],
    ["tail", "http://x", "chat", "--transport", "dove"],
    ["tail", "--loud"],
  ]) {
    const { code, err } = await new Madang(t, args).ended;
    assert.equal(code, 2, args.join(" "));
    assert.match(err, /\nmadang tail <url> <room>/);
  }
  const server = new Madang(t, ["serve", "--port", "0", "--data", await tempFolder(t)]);
  const { code, err } = await new Madang(t, ["tail", `http://127.0.0.1:${await server.port()}`, "nowhere"]).ended;
  assert.deepEqual([code, err], [1, 'madang: there is no room named "nowhere"\n']);
});
