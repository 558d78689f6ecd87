import assert from "node:assert/strict";
import { test } from "node:test";
import { nodeHost } from "../../../wire/test/host.ts";
import { type Form, StompMessages } from "../../src/stomp/message.ts";
import { StompSpellings } from "../../src/stomp/spellings.ts";
import { framesIn, makeStompYard, StompCarrier } from "./yard.ts";

const FORM: Form = { version: "1.2", room: "chat", destination: "/rooms/chat", notices: false };
const { framing } = new StompCarrier();

test("mechanism 2: who subscribes alike shares a spelling, and it is gone with the last of them", () => {
  const spellings = new StompSpellings(new StompMessages(nodeHost));
  const alike = { form: FORM, framing, subscription: "sub-0" };
  const one = spellings.take(alike);
  assert.equal(one.shared, false);
  assert.equal(spellings.take({ ...alike }), one);
  assert.equal(one.shared, true);
  const others = [
    { ...alike, subscription: "sub-1" },
    { ...alike, subscription: undefined },
    { ...alike, framing: { ...framing, key: "other" } },
    ...(["version", "destination", "notices"] as const).map((name) => ({
      ...alike,
      form: { ...FORM, [name]: name === "version" ? "1.1" : name === "notices" ? true : "/topic/chat" },
    })),
  ].map((each) => spellings.take(each));
  assert.equal(new Set([one, ...others].map(({ key }) => key)).size, 7);
  one.release();
  assert.equal(one.shared, false);
  one.release();
  assert.equal(spellings.size, 6);
});

test("mechanism 2: two connections with sub-0 are written one image", async () => {
  const { enter, entry } = await makeStompYard();
  const [a, b, c] = [await enter("a"), await enter("b"), await enter("c")];
  for (const each of [a, b]) await each.say("SUBSCRIBE\nid:sub-0\ndestination:/rooms/chat\n\n^@");
  await c.say("SUBSCRIBE\nid:mine\ndestination:/rooms/chat\n\n^@");
  await entry("안녕");
  assert.equal(a.carrier.images.length, 1);
  assert.equal(a.carrier.images[0], b.carrier.images[0]);
  const [[own], [theirs]] = [framesIn(c.heard()), framesIn(a.heard())];
  assert.deepEqual({ ...own?.headers, subscription: "sub-0" }, theirs?.headers);
});

test("what STOMP has no words for is no bytes", () => {
  const spelling = new StompSpellings(new StompMessages(nodeHost)).take({ form: FORM, framing, subscription: "s" });
  assert.equal(spelling.spell([{ kind: "removed", offset: 1 }]).length, 0);
});
