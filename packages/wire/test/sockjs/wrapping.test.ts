import assert from "node:assert/strict";
import { test } from "node:test";
import { createContext, runInContext } from "node:vm";
import fc from "fast-check";
import {
  closeFrame,
  HEAD_PROFILE,
  messageList,
  messagesFrame,
  PROFILE_0_3_3,
  type ReceivingTransport,
  wrapFrame,
  wrappingOf,
} from "../../src/sockjs/index.ts";

const TRANSPORTS: readonly ReceivingTransport[] = ["xhr", "xhr_streaming", "eventsource", "htmlfile", "jsonp"];
const wrapped = (transport: ReceivingTransport, frame: string) => wrapFrame(wrappingOf(transport, "callback"), frame);

test("sockjs-protocol, XhrPolling and XhrStreaming: a frame and LF; 2048 h and LF before a stream", () => {
  assert.equal(wrapped("xhr", 'a["x"]'), 'a["x"]\n');
  assert.equal(wrappingOf("xhr").prelude, "");
  assert.equal(wrapped("xhr_streaming", 'c[3000,"Go away!"]'), 'c[3000,"Go away!"]\n');
  assert.equal(wrappingOf("xhr_streaming").prelude, `${"h".repeat(2048)}\n`);
});

test("sockjs-protocol, EventSource: CRLF before all, data and two CRLFs, %, CR, LF and NUL escaped", () => {
  assert.equal(wrappingOf("eventsource").prelude, "\r\n");
  assert.equal(wrapped("eventsource", "o"), "data: o\r\n\r\n");
  assert.equal(wrapped("eventsource", messagesFrame(["  \0\n\r "])), 'data: a["  \\u0000\\n\\r "]\r\n\r\n');
  assert.equal(wrapped("eventsource", "%\r\n\0"), "data: %25%0D%0A%00\r\n\r\n");
});

test("sockjs-protocol, HtmlFile and JsonPolling: a call with the frame as a script's string", () => {
  assert.equal(wrapped("htmlfile", 'a["x"]'), '<script>\np("a[\\"x\\"]");\n</script>\r\n');
  assert.equal(wrapped("jsonp", 'a["x"]'), '/**/callback("a[\\"x\\"]");\r\n');
  assert.equal(wrapped("jsonp", closeFrame(3000, "Go away!")), '/**/callback("c[3000,\\"Go away!\\"]");\r\n');
  assert.equal(wrapFrame(wrappingOf("jsonp", "x", PROFILE_0_3_3), "o"), 'x("o");\r\n');
  assert.equal(wrapFrame(wrappingOf("jsonp", "x", HEAD_PROFILE), "o"), '/**/x("o");\r\n');
});

test("a message cannot end the script it is in", () => {
  assert.doesNotMatch(wrapped("htmlfile", messagesFrame(["</script><!--"])).slice(8, -12), /</);
});

test("a script gives back the frame, a percent-decoder that of an event", () => {
  const page = createContext({ callback: (got: string) => got });
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "binary" }), { maxLength: 4 }), (messages) => {
      const frame = messagesFrame(messages);
      assert.equal(runInContext(wrapped("jsonp", frame), page), frame);
      const event = wrapped("eventsource", frame).slice("data: ".length, -4);
      assert.equal(decodeURIComponent(event), frame);
    }),
    { numRuns: 50 },
  );
});

test("an escaped list may be shared: escaping a frame in parts, cut anywhere, gives the escaped frame", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "binary" })), fc.nat(), (messages, at) => {
      const list = messageList(messages);
      for (const transport of TRANSPORTS) {
        const wrapping = wrappingOf(transport, "callback");
        const escaped = (text: string) => wrapping.escape(text);
        const cut = at % (list.length + 1);
        const parts = escaped("a[") + escaped(list.slice(0, cut)) + escaped(list.slice(cut)) + escaped("]");
        assert.equal(wrapping.head + parts + wrapping.tail, wrapped(transport, messagesFrame(messages)));
      }
    }),
  );
});
