import assert from "node:assert/strict";
import { test } from "node:test";
import { LIFE_SIGN_MS } from "../../src/life-signs.ts";
import { jsonOf, makeHttpLogYard } from "./yard.ts";

/** The events of a stream, as type and data. */
function events(text: string): { readonly type: string; readonly id: string; readonly data: unknown }[] {
  return text
    .split("\n\n")
    .filter((event) => event.includes("data: "))
    .map((event) => ({
      type: /^event: (.*)$/m.exec(event)?.[1] ?? "message",
      id: /^id: (.*)$/m.exec(event)?.[1] ?? "",
      data: JSON.parse(/^data: (.*)$/m.exec(event)?.[1] ?? "null"),
    }));
}

const isUpToDate = (data: unknown): boolean => (data as { upToDate?: boolean } | undefined)?.upToDate === true;

const texts = (text: string): string[] =>
  events(text).flatMap(({ type, data }) =>
    type === "data" ? (data as { text: string }[]).map((each) => each.text) : [],
  );

test("Durable Streams 5.7: the past first, then what comes, each once; the head is that of an event stream", async () => {
  const { listen, say } = await makeHttpLogYard();
  await say("1", "2");
  const { stream, heard } = await listen("/rooms/chat/log?offset=-1&live=sse");
  assert.equal(stream.headers["Content-Type"], "text/event-stream");
  assert.equal(stream.headers["X-Accel-Buffering"], "no");
  const past = heard();
  assert.deepEqual(texts(past), ["1", "2"]);
  assert.equal(isUpToDate(events(past).at(-1)?.data), true);
  const next = await say("3");
  const live = heard();
  assert.deepEqual(texts(live), ["3"]);
  assert.deepEqual(
    events(live).map(({ id }) => id),
    [next, next],
  );
});

test("Durable Streams 6: from now, the first event says where that is, and that nothing is left", async () => {
  const { listen, say } = await makeHttpLogYard();
  const next = await say("1");
  const { heard } = await listen("/rooms/chat/log?offset=now&live=sse");
  const [first, ...rest] = events(heard());
  assert.deepEqual([first?.type, first?.id, isUpToDate(first?.data), rest.length], ["control", next, true, 0]);
});

test("design: who streams is there, and is gone when the response is over; comings and goings are events", async () => {
  const { hub, listen, clock, turn } = await makeHttpLogYard();
  const room = await hub.room("chat");
  const early = await listen("/rooms/chat/log?offset=now&live=sse&name=영희");
  clock.advance(2000);
  await turn.settle();
  early.heard();
  const { carrier } = await listen("/rooms/chat/log?offset=now&live=ndjson&name=철수");
  assert.deepEqual(
    room?.people().map(({ name }) => name),
    ["영희", "철수"],
  );
  clock.advance(2000);
  await turn.settle();
  assert.deepEqual(
    events(early.heard()).map(({ type }) => type),
    ["came"],
  );
  carrier.end();
  assert.equal(room?.counts.people, 1);
});

test("an entry a line, and an empty line as a sign of life", async () => {
  const { listen, say, clock } = await makeHttpLogYard();
  await say("1");
  const { stream, heard } = await listen("/rooms/chat/log?offset=-1&live=ndjson");
  assert.equal(stream.headers["Content-Type"], "application/x-ndjson");
  await say("2");
  const lines = heard().trimEnd().split("\n");
  assert.deepEqual(
    lines.map((line) => (JSON.parse(line) as { text: string }).text),
    ["1", "2"],
  );
  clock.advance(LIFE_SIGN_MS);
  assert.equal(heard(), "\n");
});

test("checklist: a comment every 15 s, but nothing into a connection that is full; that one reads on when it has drained", async () => {
  const { listen, say, clock } = await makeHttpLogYard();
  const { carrier, session, heard } = await listen("/rooms/chat/log?offset=now&live=sse");
  heard();
  clock.advance(LIFE_SIGN_MS);
  assert.equal(heard(), ":\n\n");
  carrier.full = true;
  await say("1");
  await say("2");
  clock.advance(2 * LIFE_SIGN_MS);
  assert.deepEqual(texts(heard()), ["1"]);
  carrier.full = false;
  session.drained();
  const rest = heard();
  assert.deepEqual(texts(rest), ["2"]);
  assert.ok(!rest.startsWith(":"));
  clock.advance(LIFE_SIGN_MS);
  assert.equal(heard(), ":\n\n");
});

test("all who read one room share the image", async () => {
  const { listen, say } = await makeHttpLogYard();
  const all = await Promise.all([1, 2, 3].map(() => listen("/rooms/chat/log?offset=now&live=sse")));
  for (const { carrier } of all) carrier.clear();
  await say("1");
  const images = all.map(({ carrier }) => carrier.images[0]);
  assert.equal(new Set(images).size, 1);
  assert.ok(images[0] !== undefined);
});

test("Durable Streams 8.1: who gives a cursor back gets a greater one, though others have read the same, and shares images later", async () => {
  const { listen, say } = await makeHttpLogYard();
  await say("1", "2");
  const cursorOf = (text: string): string => {
    const { data } = events(text).findLast(({ type }) => type === "control") ?? {};
    return (data as { streamCursor?: string } | undefined)?.streamCursor ?? "";
  };
  const first = await listen("/rooms/chat/log?offset=-1&live=sse");
  const given = cursorOf(first.heard());
  const again = await listen(`/rooms/chat/log?offset=-1&live=sse&cursor=${given}`);
  const past = again.heard();
  assert.deepEqual(texts(past), ["1", "2"]);
  assert.ok(Number(cursorOf(past)) > Number(given), `${cursorOf(past)} after ${given}`);
  await say("3");
  for (const { carrier } of [first, again]) carrier.clear();
  await say("4");
  const images = [first, again].map(({ carrier }) => carrier.images[0]);
  assert.ok(images[0] !== undefined && images[0] === images[1]);
});

test("several rooms on one stream: each event's id says where the reader stands in all of them, and that is where it goes on", async () => {
  const { listen, reply, say } = await makeHttpLogYard();
  const yard = (text: string) => reply("/rooms/마당/log?name=a", { method: "POST", body: { text } });
  const { heard, carrier } = await listen("/log?room=chat:-1&room=마당:-1&live=sse");
  assert.deepEqual(
    events(heard()).map(({ data }) => isUpToDate(data)),
    [false, true],
  );
  await say("1");
  await yard("2");
  const first = heard();
  assert.deepEqual(texts(first), ["1", "2"]);
  carrier.end();
  await say("3");
  await yard("4");
  const again = await listen("/log?room=chat:now&live=sse", {
    headers: { "Last-Event-ID": events(first).at(-1)?.id ?? "" },
  });
  assert.deepEqual(texts(again.heard()), ["3", "4"]);
});

test("who is banned is sent away, and one whose login ends as well", async () => {
  const { listen, hub, clock } = await makeHttpLogYard();
  const banned = await listen("/rooms/chat/log?offset=now&live=sse&name=영희");
  await hub.ban({ kind: "name", value: "영희" });
  assert.equal(banned.carrier.goodbye?.code, 4001);
  const soon = await listen("/rooms/chat/log?offset=now&live=sse&name=곧");
  clock.advance(62_000);
  assert.equal(soon.carrier.goodbye?.code, 4002);
});

test("WHATWG HTML 9.2.6: a farewell says when to come back", async () => {
  const { listen } = await makeHttpLogYard();
  const { session, carrier, heard } = await listen("/rooms/chat/log?offset=now&live=sse");
  heard();
  session.farewell(1730, "the server restarts");
  assert.equal(heard(), ": the server restarts\nretry: 1730\n\n");
  assert.equal(carrier.goodbye?.code, 1012);
  session.text("");
  session.binary(new Uint8Array(0));
});

test("docs/http-log.md, Sending: a stream that was full goes on with the latest value of each key, and is told; a poll gets all", async () => {
  const { hub, turn, listen, reply } = await makeHttpLogYard();
  await hub.putRoom("ticker", { retention: "volatile" });
  const { carrier, session, heard } = await listen("/rooms/ticker/log?offset=now&live=ndjson");
  const say = (key: string): Promise<unknown> =>
    reply("/rooms/ticker/log", { method: "POST", body: { text: "1", key } });
  carrier.full = true;
  for (const key of ["z", "a", "b", "a"]) await say(key);
  await turn.settle();
  heard();
  carrier.full = false;
  session.drained();
  const lines = heard()
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  assert.deepEqual(
    lines.map(({ key, conflated }) => key ?? conflated),
    ["b", "a", 1],
  );
  assert.equal((jsonOf(await reply("/rooms/ticker/log")) as object[]).length, 4);
});
