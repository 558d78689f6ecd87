import assert from "node:assert/strict";
import { test } from "node:test";
import { type ReceivingTransport, wrapFrame, wrappingOf } from "@madang/wire/sockjs";
import { NodeHost } from "../../src/node-host.ts";
import { FrameShelf } from "../../src/sockjs/frame-shelf.ts";

const host = new NodeHost();
const LISTS = ['"a","50 %"', '"한"', '"<\\"/script>"'].map((list) => host.encode(list));
const ALL: readonly ReceivingTransport[] = ["xhr", "xhr_streaming", "eventsource", "htmlfile", "jsonp"];

test("sockjs-protocol: lists in one frame are the frame of all their messages, in the escaping of each transport", () => {
  const shelf = new FrameShelf(host);
  for (const transport of ALL) {
    const wrapping = wrappingOf(transport, "call");
    for (const lists of [LISTS, LISTS.slice(0, 1), LISTS.slice(0, 1)]) {
      const frame = `a[${lists.map((list) => host.decode(list)).join(",")}]`;
      assert.equal(host.decode(shelf.messages(wrapping, lists)), wrapFrame(wrapping, frame), transport);
    }
    assert.equal(host.decode(shelf.frame(wrapping, "o")), wrapFrame(wrapping, "o"));
  }
});

test("law 4: an image is framed once for all answers that wrap alike", () => {
  const shelf = new FrameShelf(host);
  const [image = new Uint8Array(0)] = LISTS;
  const framed = shelf.messages(wrappingOf("xhr_streaming"), [image]);
  assert.equal(shelf.messages(wrappingOf("xhr_streaming"), [image]), framed);
});
