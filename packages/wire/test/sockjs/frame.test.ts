import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { closeFrame, HEARTBEAT_FRAME, messageList, messagesFrame, OPEN_FRAME } from "../../src/sockjs/index.ts";

test("sockjs-protocol, Framing accepted by the client: o, h, a and c", () => {
  assert.equal(OPEN_FRAME, "o");
  assert.equal(HEARTBEAT_FRAME, "h");
  assert.equal(messagesFrame(["x"]), 'a["x"]');
  assert.equal(messagesFrame(["a", '"b"\n']), 'a["a","\\"b\\"\\n"]');
  assert.equal(closeFrame(3000, "Go away!"), 'c[3000,"Go away!"]');
  assert.equal(closeFrame(2010, "Another connection still open"), 'c[2010,"Another connection still open"]');
});

test("a list of messages may be cut anywhere and joined by a comma again", () => {
  const anyMessages = fc.array(fc.string({ unit: "binary" }), { minLength: 1 });
  fc.assert(
    fc.property(anyMessages, anyMessages, (before, after) => {
      assert.equal(`${messageList(before)},${messageList(after)}`, messageList([...before, ...after]));
      assert.deepEqual(JSON.parse(messagesFrame(before).slice(1)), before);
    }),
  );
});
