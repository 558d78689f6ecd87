import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { listFraming, messagesFrame, socketFraming, wrapFrame, wrappingOf } from "../../src/sockjs/index.ts";
import { webSocketFraming } from "../../src/websocket/index.ts";
import { nodeHost as host } from "../host.ts";

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();

test("an image between the brackets of an answer is the frame of its messages; images join by a comma", () => {
  const anyMessages = fc.array(fc.string({ unit: "binary" }), { minLength: 1 });
  fc.assert(
    fc.property(anyMessages, anyMessages, (before, after) => {
      for (const transport of ["xhr_streaming", "eventsource", "jsonp"] as const) {
        const wrapping = wrappingOf(transport, "c");
        const framing = listFraming(wrapping, host);
        const images = `${text(framing.frame(before))},${text(framing.frame(after))}`;
        const answer = `${wrapping.head}a[${images}]${wrapping.tail}`;
        assert.equal(answer, wrapFrame(wrapping, messagesFrame([...before, ...after])));
      }
    }),
  );
});

test("framings with the same key give the same bytes", () => {
  const htmlfile = listFraming(wrappingOf("htmlfile", "a"), host);
  const jsonp = listFraming(wrappingOf("jsonp", "b"), host);
  assert.equal(htmlfile.key, jsonp.key);
  assert.deepEqual(htmlfile.frame(['"<']), jsonp.frame(['"<']));
  assert.notEqual(listFraming(wrappingOf("xhr"), host).key, jsonp.key);
});

test("sockjs-protocol, Websocket: all messages in one a frame; bytes are read as UTF-8", () => {
  const framing = socketFraming(webSocketFraming(host), host);
  assert.equal(framing.key, "sockjs/ws");
  assert.equal(text(framing.frame(["a", Buffer.from("마당")])).slice(2), 'a["a","마당"]');
  assert.deepEqual(framing.frame([]), new Uint8Array(0));
});
