import assert from "node:assert/strict";
import { test } from "node:test";
import type { ServerMessage } from "@madang/wire/native";
import { ChatError } from "../src/chat-error.ts";
import { Questions } from "../src/questions.ts";

const answer: ServerMessage = { type: "rooms", rooms: [] };

test("a question is asked when there is a link, and again on the next one, under its ref", async () => {
  const said: unknown[] = [];
  const questions = new Questions((question) => said.push(question.ref));
  const asked = questions.ask({ type: "rooms" });
  assert.deepEqual(said, []);
  questions.opened();
  questions.lost();
  questions.opened();
  assert.deepEqual(said, ["1", "1"]);
  assert.equal(questions.answered("2", answer), false);
  assert.equal(questions.answered(undefined, answer), false);
  assert.equal(questions.answered("1", answer), true);
  assert.equal(questions.answered("1", answer), false);
  assert.equal(await asked, answer);
});

test("an error is an answer", async () => {
  const questions = new Questions(() => {});
  const asked = questions.ask({ type: "rooms" });
  questions.answered("1", { type: "error", code: "fast", why: "too many" });
  await assert.rejects(asked, { code: "fast", message: "too many" });
});

test("when no link will come nobody waits; when one may come again, one may ask again", async () => {
  const questions = new Questions(() => {});
  const asked = questions.ask({ type: "rooms" });
  questions.end(new ChatError("closed", "over"));
  await assert.rejects(asked, { code: "closed" });
  await assert.rejects(questions.ask({ type: "rooms" }), { code: "closed" });
  questions.end(undefined);
  const again = questions.ask({ type: "rooms" });
  questions.answered("2", answer);
  assert.equal(await again, answer);
});
