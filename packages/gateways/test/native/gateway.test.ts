import assert from "node:assert/strict";
import { test } from "node:test";
import { CALLER, makeNativeYard } from "./yard.ts";

test("docs/protocol.md: without the subprotocol madang.v1 the upgrade is refused with 400", async () => {
  const { gateway } = await makeNativeYard();
  const answer = await gateway.admit({ ...CALLER, subprotocols: ["chat"] });
  assert.ok("status" in answer);
  assert.equal(answer.status, 400);
  assert.match(answer.detail, /madang\.v1/);
});

test("everybody in a room gets the very same image of an entry", async () => {
  const { enter } = await makeNativeYard();
  const [first, second, sender] = [await enter("철수"), await enter("영희"), await enter("민수")];
  first.carrier.clear();
  second.carrier.clear();
  await sender.say({ type: "send", room: "chat", id: "1", text: "안녕" });
  assert.equal(first.carrier.images.length, 1);
  assert.equal(first.carrier.images[0], second.carrier.images[0]);
});
