import assert from "node:assert/strict";
import { test } from "node:test";
import { ChatSession } from "../../src/model/chat-session.ts";
import { FakeClient } from "../fake/fake-client.ts";

const you = { kind: "guest", name: "민서" } as const;
const other = { kind: "guest", name: "철수" } as const;

function begin() {
  let now = 0;
  const client = new FakeClient(you, () => 1000);
  const room = client.join("chat");
  const session = new ChatSession({ client, room: "chat", changed: () => {}, now: () => now });
  room.joined();
  const later = () => {
    now = 1000;
  };
  const texts = () =>
    session.items.map((item) =>
      item.kind === "entry" ? item.entry.text : item.kind === "outgoing" ? `~${item.outgoing.text}` : item.kind,
    );
  return { room, session, texts, later };
}

test("what is sent is seen at once, and then in its place", async () => {
  const { room, session, texts } = begin();
  room.fate = "held";
  session.send("하나");
  assert.deepEqual(texts(), ["~하나"]);
  room.say(other, "둘");
  assert.deepEqual(texts(), ["둘", "~하나"]);
  const [outgoing] = room.sent;
  assert.ok(outgoing);
  room.arrive(outgoing);
  assert.deepEqual(texts(), ["둘", "하나"]);
});

test("a failed message can be sent again and discarded", async () => {
  const { room, session, texts } = begin();
  room.fate = "refused";
  session.send("하나");
  await Promise.resolve();
  const [outgoing] = room.sent;
  assert.ok(outgoing && typeof outgoing.state === "object");
  session.discard(outgoing);
  assert.ok(outgoing.discarded);
  assert.deepEqual(texts(), []);
});

test("what comes while one reads above, or looks elsewhere, is new until it is seen", () => {
  const { room, session, later } = begin();
  session.watching = false;
  room.say(other, "it stood there before");
  later();
  const first = room.say(other, "a");
  room.say(other, "b");
  room.say(you, "mine");
  assert.deepEqual(
    session.unseen.map(({ text }) => text),
    ["a", "b"],
  );
  assert.equal(session.unreadFrom, first.position);
  session.watching = true;
  session.follow(false);
  session.follow(true);
  assert.equal(session.unseen.length, 0);
  assert.equal(session.unreadFrom, first.position);
  session.send("x");
  assert.equal(session.unreadFrom, undefined);
});

test("history comes in above, page by page, and one at a time", async () => {
  const { room, session, texts } = begin();
  room.say(other, "now");
  room.past = Array.from({ length: 70 }, (_, at) => room.entry(other, `${at}`, { offset: at, at }));
  await Promise.all([session.earlier(), session.earlier()]);
  assert.equal(texts().length, 51);
  assert.equal(texts()[0], "20");
  await session.earlier();
  assert.equal(texts()[0], "0");
  assert.ok(!session.hasEarlier);
});

test("gaps, skips, notices and removals have their rows", () => {
  const { room, session, texts } = begin();
  room.joined();
  const { offset } = room.say(other, "a");
  room.tell({ kind: "gap", cause: "retention", why: "" });
  room.tell({ kind: "skipped", entries: 0, events: 3 });
  room.tell({ kind: "skipped", entries: 2, events: 0 });
  room.tell({ kind: "came", person: you });
  room.tell({ kind: "removed", offset });
  assert.deepEqual(texts(), ["", "mark", "mark", "notice"]);
  room.tell({ kind: "error", error: { type: "error", code: "room", why: "" } });
  assert.equal(session.error?.code, "room");
  session.close();
  assert.ok(room.left);
});
