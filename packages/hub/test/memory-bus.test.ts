import assert from "node:assert/strict";
import { test } from "node:test";
import { MemoryBus, type News } from "@madang/hub";

const news: News = { entries: [], happenings: [{ kind: "removed", offset: 1 }] };

test("news of a room reach the other nodes that listen there, in order, and not the node they come from", () => {
  const bus = new MemoryBus();
  const [a, b, c] = [bus.node(), bus.node(), bus.node()];
  const heard: string[] = [];
  a.subscribe("chat", () => heard.push("a"));
  b.subscribe("chat", ({ happenings }) => heard.push(`b${happenings.length}`));
  c.subscribe("other", () => heard.push("c"));
  a.publish("chat", news);
  a.publish("chat", { entries: [], happenings: [] });
  assert.deepEqual(heard, ["b1", "b0"]);
});

test("who unsubscribes or closes hears no more", async () => {
  const bus = new MemoryBus();
  const [a, b] = [bus.node(), bus.node()];
  let heard = 0;
  const stop = b.subscribe("chat", () => heard++);
  b.subscribe("chat", () => heard++);
  stop();
  a.publish("chat", news);
  assert.equal(heard, 1);
  await b.close();
  a.publish("chat", news);
  assert.equal(heard, 1);
});
