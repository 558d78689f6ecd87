import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { Client } from "../src/client.ts";
import { heard, texts } from "./chat.ts";
import { serve, stop } from "./real-process.ts";

test("the promise, at the real server: killed and started again, every text is one entry, in order, and read once", async (t) => {
  const data = await mkdtemp(join(tmpdir(), "madang-client-"));
  let server = await serve(data);
  const url = `http://127.0.0.1:${server.port}`;
  const writer = new Client({ url, name: "철수" });
  const reader = new Client({ url, name: "영희" });
  t.after(async () => {
    writer.close();
    reader.close();
    await stop(server.child, "SIGKILL");
    await rm(data, { recursive: true, force: true });
  });

  const events = heard(reader.join("chat", { last: 200 }));
  const room = writer.join("chat");
  const own = heard(room);
  const sent = [];
  for (let i = 0; i < 90; i += 1) {
    sent.push(room.send(`안녕 ${i}`));
    await new Promise((later) => setTimeout(later, 5));
    if (i === 30 || i === 60) {
      await stop(server.child, i === 30 ? "SIGKILL" : "SIGTERM");
      server = await serve(data, server.port);
      for (const client of [writer, reader]) client.retry();
    }
  }
  await Promise.all(sent.map(({ done }) => done));
  const wanted = sent.map(({ text }) => text);
  while (texts(events).length < wanted.length || texts(own).length < wanted.length) {
    await new Promise((later) => setTimeout(later, 20));
  }
  assert.deepEqual(texts(events), wanted);
  assert.deepEqual(texts(own), wanted);
  assert.ok(events.every(({ kind }) => kind !== "gap" && kind !== "skipped"));

  const late = reader.join("chat");
  assert.equal(late.earlier, false);
  const fresh = new Client({ url, name: "민수" });
  t.after(() => fresh.close());
  const above = await fresh.join("chat").history(20);
  assert.deepEqual(
    above?.map(({ text }) => text),
    wanted.slice(-20),
  );
  assert.deepEqual(
    (await fresh.rooms()).map(({ name }) => name),
    ["chat"],
  );
});
