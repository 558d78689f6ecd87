import assert from "node:assert/strict";
import { test } from "node:test";
import { fakeFraming } from "@madang/testkit";
import { makeSocketYard, type SocketTalker } from "./yard.ts";

const rooms = (place: unknown): string[] =>
  String(place)
    .split(".")
    .filter((_, index) => index % 2 === 0);
const texts = (events: unknown[][]): unknown[] =>
  events.flatMap(([name, entry]) => (name === "message" ? [(entry as { text: string }).text] : []));

test("issue 7, 3: the first place comes with the join, and before the first entry", async () => {
  const { enter } = await makeSocketYard();
  const [철수, 영희] = [await enter({ name: "철수" }), await enter({ name: "영희" })];
  await 철수.ask("message", "chat", "하나");
  const joined = await 영희.ask("join", "chat", { last: 5 });
  const [here, first] = 영희.events();
  assert.deepEqual(here, [
    "here",
    { room: "chat", present: 1, people: [{ kind: "guest", name: "영희" }] },
    `chat.${joined["position"]}`,
  ]);
  assert.deepEqual(texts([first ?? []]), ["하나"]);
});

test("issue 7, 3: places are those of one room, of two when a second is joined, and of one again", async () => {
  const { enter, turn } = await makeSocketYard();
  const [철수, 영희] = [await enter({ name: "철수" }), await enter({ name: "영희" })];
  await 영희.ask("join", "chat");
  const steps: string[][] = [];
  const note = async (): Promise<void> => {
    await 철수.ask("message", "chat", `x${steps.length}`);
    await turn.settle();
    steps.push(
      rooms(
        영희
          .events()
          .findLast(([name]) => name === "message")
          ?.at(-1),
      ),
    );
  };
  await note();
  await 영희.ask("join", "마당");
  await note();
  await 영희.ask("leave", "마당");
  const away = 영희.events().find(([name]) => name === "away");
  assert.deepEqual([away?.[1], rooms(away?.[2])], [{ room: "마당" }, ["chat"]]);
  await note();
  assert.deepEqual(steps, [["chat"], ["chat", "-eb-a7-88-eb-8b-b9"], ["chat"]]);
  await 영희.ask("leave", "chat");
  assert.deepEqual(영희.events().at(-1), ["away", { room: "chat" }, "-"]);
});

test("issue 7, 3: one who is behind in the first room has its right place there when a second is joined", async () => {
  const { enter, turn } = await makeSocketYard();
  const [철수, 영희] = [await enter({ name: "철수" }), await enter({ name: "영희" })];
  await 영희.ask("join", "chat");
  영희.carrier.full = true;
  const positions: unknown[] = [];
  for (const text of ["하나", "둘", "셋"]) {
    positions.push((await 철수.ask("message", "chat", text))["position"]);
    await turn.settle();
  }
  assert.deepEqual(texts(영희.events()), ["하나"]);
  영희.session.text('29["join","마당"]');
  await turn.settle();
  const here = 영희.events().find(([name]) => name === "here");
  assert.match(String(here?.at(-1)), new RegExp(`^chat\\.${String(positions[0])}\\.`));
  영희.carrier.full = false;
  영희.session.drained();
  await turn.settle();
  assert.deepEqual(texts(영희.events()), ["둘", "셋"]);
});

test("issue 7, 1: when the carrier frames in another way, rooms do too; nothing is lost or told", async () => {
  const { enter, turn, clock } = await makeSocketYard();
  const [철수, 영희] = [await enter({ name: "철수" }), await enter({ name: "영희" })];
  for (const talker of [철수, 영희]) await talker.ask("join", "chat");
  await 영희.ask("join", "마당");
  clock.advance(2000);
  await turn.settle();
  철수.heard();
  영희.heard();
  const reframe = (talker: SocketTalker, key: string): void => {
    talker.carrier.framing = { ...fakeFraming, key };
    talker.session.reframed?.();
  };
  void 철수.ask("message", "chat", "하나");
  reframe(영희, "other");
  await turn.settle();
  await 철수.ask("message", "마당", "둘");
  reframe(철수, "another");
  await 철수.ask("message", "chat", "셋");
  clock.advance(2000);
  await turn.settle();
  const heard = 영희.events();
  assert.deepEqual(texts(heard), ["하나", "둘", "셋"]);
  assert.deepEqual(texts(철수.events()), ["하나", "셋"]);
  assert.deepEqual(
    heard.filter(([name]) => name !== "message"),
    [],
  );
});

test("docs/socket-io.md: at most 32 rooms; a position of another history is gone", async () => {
  const { enter, hub } = await makeSocketYard();
  const 철수 = await enter({ name: "철수" });
  for (let count = 0; count < 33; count++) {
    await hub.putRoom(`r${count}`, { retention: "forever" });
    const { ok, error } = await 철수.ask("join", `r${count}`);
    assert.deepEqual([ok, error], count < 32 ? [true, undefined] : [false, "rooms"]);
  }
  const { error, cause } = await 철수.ask("join", "chat", "0k3v9q2m_0000000000h_1z141z3");
  assert.deepEqual([error, cause], ["rooms", undefined]);
  await 철수.ask("leave", "r0");
  const gone = await 철수.ask("join", "chat", "0k3v9q2m_0000000000h_1z141z3");
  assert.deepEqual([gone["error"], gone["cause"]], ["gone", "history"]);
});
