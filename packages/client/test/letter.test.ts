import assert from "node:assert/strict";
import { test } from "node:test";
import { Letter } from "../src/letter.ts";

function written() {
  const told: unknown[] = [];
  const tell = (letter: Letter): unknown => told.push(letter.state);
  const carriers = { changed: tell, retry: () => told.push("retry"), discard: () => told.push("discard") };
  return { told, letter: new Letter({ id: "c0ffee-1", room: "chat", text: "안녕하세요", at: 1 }, carriers) };
}

test("a letter arrives", async () => {
  const { letter, told } = written();
  assert.equal(letter.state, "queued");
  letter.become("sending");
  letter.become("sending");
  letter.arrived({ position: "p", repeat: false });
  assert.deepEqual(told, ["sending", "sent"]);
  assert.deepEqual(await letter.done, { position: "p", repeat: false });
});

test("one that failed has a new promise when it is tried again, and nobody need look at the old one", async () => {
  const { letter } = written();
  letter.fail("room", "there is no such room");
  assert.deepEqual(letter.state, { failed: "room", why: "there is no such room" });
  const first = letter.done;
  letter.become("queued");
  letter.arrived({ position: "p", repeat: true });
  await assert.rejects(first, { code: "room", message: "there is no such room" });
  assert.deepEqual(await letter.done, { position: "p", repeat: true });
});

test("what its writer wants is for the carriers", () => {
  const { letter, told } = written();
  letter.retry();
  letter.discard();
  assert.deepEqual(told, ["retry", "discard"]);
});
