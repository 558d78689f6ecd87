import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { framesIn, makeStompYard } from "./yard.ts";

const document = readFileSync(new URL("../../../../docs/stomp.md", import.meta.url), "utf8");
const talk = [...document.matchAll(/```stomp (client|server)\n([^`]+)\n```/g)];

/** What is another one each time. */
function alike(said: string): string {
  return said
    .replaceAll(/\b[0-9a-z]{1,32}_[0-9a-z]{11}_[0-9a-z]{7}\b/g, "<position>")
    .replaceAll(/timestamp:\d+/g, "timestamp:<time>")
    .replaceAll(/\nid:(?!c0ffee)[0-9a-z]+\n/g, "\nid:<id>\n");
}

test("docs/stomp.md: the examples are what a client says and a server answers", async () => {
  const { open } = await makeStompYard();
  const { say, carrier } = await open();
  assert.ok(talk.length >= 12);
  let left: ReturnType<typeof framesIn> = [];
  for (const [, side, frames = ""] of talk) {
    if (side === "client") {
      assert.deepEqual(left, []);
      left = framesIn(alike(await say(frames)));
    } else {
      assert.deepEqual(left.shift(), framesIn(alike(frames))[0]);
    }
  }
  assert.deepEqual(left, []);
  assert.equal(carrier.goodbye?.code, 1000);
});
