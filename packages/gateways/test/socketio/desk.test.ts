import assert from "node:assert/strict";
import { test } from "node:test";
import { MAX_ATTACHMENTS } from "@madang/wire/socketio";
import { MAX_PASSED_BYTES } from "../../src/socketio/desk.ts";
import { makeSocketYard } from "./yard.ts";

test("issue 7, 2: a message is acknowledged when it is durable; repeats, conflicts and hurry are told", async () => {
  const { enter } = await makeSocketYard();
  const { ask } = bound(await enter({ name: "철수" }));
  const first = await ask("message", "chat", { id: "a", text: "하나" });
  assert.deepEqual([first["ok"], first["offset"], first["repeat"]], [true, 1, false]);
  assert.deepEqual((await ask("message", "chat", { id: "a", text: "하나" }))["repeat"], true);
  assert.deepEqual((await ask("message", "chat", { id: "a", text: "둘" }))["error"], "conflict");
  let answer: Record<string, unknown> = {};
  for (let count = 0; count < 50; count++) answer = await ask("message", "chat", `${count}`);
  assert.deepEqual([answer["ok"], answer["error"], typeof answer["wait"]], [false, "fast", "number"]);
});

test("docs/socket-io.md: a key is for volatile rooms, and comes out again", async () => {
  const { enter, hub } = await makeSocketYard();
  await hub.putRoom("ticker", { retention: "volatile" });
  const talker = await enter({ name: "철수" });
  await talker.ask("join", "ticker");
  assert.equal((await talker.ask("message", "ticker", { text: "1", key: "원/달러" }))["ok"], true);
  const [, entry] = talker.events().find(([name]) => name === "message") ?? [];
  assert.equal((entry as { readonly key?: string }).key, "원/달러");
  const { ok, error, why } = await talker.ask("message", "chat", { text: "1", key: "a" });
  assert.deepEqual([ok, error], [false, "bad"]);
  assert.match(String(why), /^key: the room chat keeps every message/);
});

test("issue 7, 2: history goes back from a place, and says whether there is more", async () => {
  const { enter } = await makeSocketYard();
  const { ask } = bound(await enter({ name: "철수" }));
  for (const text of ["하나", "둘", "셋"]) await ask("message", "chat", text);
  const { position } = await ask("join", "chat");
  const page = await ask("history", "chat", { before: position, limit: 2 });
  assert.deepEqual(
    [(page["entries"] as { text: string }[]).map(({ text }) => text), page["earlier"]],
    [["둘", "셋"], true],
  );
  assert.equal((await ask("history", "chat", "nonsense"))["error"], "bad");
});

test("issue 7, 4: an event is passed on to the others of the room that it names, or of the only one", async () => {
  const { enter, hub, turn } = await makeSocketYard();
  const [철수, 영희] = [await enter({ name: "철수" }), await enter({ name: "영희" })];
  for (const talker of [철수, 영희]) await talker.ask("join", "chat");
  for (const talker of [철수, 영희]) talker.heard();
  const drawn = (events: unknown[][]): unknown[][] => events.filter(([name]) => name === "draw");
  assert.deepEqual(await 철수.ask("draw", 1, "x"), { ok: true, room: "chat" });
  const [[, ...args] = []] = drawn(영희.events());
  assert.deepEqual(args.slice(0, 2), [1, "x"]);
  assert.match(String(args[2]), /^chat\./);
  assert.deepEqual(drawn(철수.events()), []);
  await 철수.ask("join", "마당");
  assert.equal((await 철수.ask("draw", 1))["error"], "room");
  assert.deepEqual(await 철수.ask("draw", "마당"), { ok: true, room: "마당" });
  assert.equal((await 철수.ask("draw", "chat", "x".repeat(MAX_PASSED_BYTES)))["error"], "bad");
  // Stock clients close their connection over more.
  const [places] = [Array.from({ length: MAX_ATTACHMENTS + 1 }, () => ({ _placeholder: true, num: 0 }))];
  철수.session.text(`51-9${JSON.stringify(["draw", "chat", ...places])}`);
  철수.session.binary(Uint8Array.of(1));
  assert.match(철수.heard().join(), /39\[{"ok":false,"error":"bad"/);
  await hub.putRoom("chat", { retention: "forever", relay: false });
  assert.equal((await 철수.ask("draw", "chat"))["error"], "refused");
  await turn.settle();
  assert.deepEqual(drawn(영희.events()), []);
});

test("issue 7, 4: what is passed on has a pace of its own", async () => {
  const { enter } = await makeSocketYard();
  const { ask } = bound(await enter({ name: "철수" }));
  await ask("join", "chat");
  let [count, answer]: [number, Record<string, unknown>] = [0, { ok: true }];
  for (; answer["ok"] === true && count < 400; count++) answer = await ask("draw", count);
  assert.deepEqual([count, answer["error"]], [301, "fast"]);
});

function bound<T extends { ask: (name: string, ...args: unknown[]) => Promise<Record<string, unknown>> }>(
  talker: T,
): Pick<T, "ask"> {
  return { ask: (name, ...args) => talker.ask(name, ...args) };
}
