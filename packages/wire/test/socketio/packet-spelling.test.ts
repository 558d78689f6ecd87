import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import fc from "fast-check";
import { eventPacket, spelledEventPacket, spellPacket } from "../../src/socketio/index.ts";

interface Encoder {
  encode(packet: { type: number; nsp: string; data?: unknown; id?: number }): (string | Uint8Array)[];
}
const { Encoder } = createRequire(import.meta.url)("socket.io-parser") as { readonly Encoder: new () => Encoder };
const reference = new Encoder();

test("socket.io-protocol, Packet encoding: the examples", () => {
  assert.deepEqual(spellPacket({ type: "connect", namespace: "/", data: { sid: "a" } }), ['0{"sid":"a"}']);
  assert.deepEqual(spellPacket({ type: "connect", namespace: "/admin", data: { sid: "a" } }), ['0/admin,{"sid":"a"}']);
  assert.deepEqual(spellPacket({ type: "connect", namespace: "/" }), ["0"]);
  assert.deepEqual(spellPacket({ type: "disconnect", namespace: "/admin" }), ["1/admin,"]);
  assert.deepEqual(
    spellPacket({ type: "connect_error", namespace: "/random", data: { message: "Invalid namespace" } }),
    ['4/random,{"message":"Invalid namespace"}'],
  );
  assert.deepEqual(spellPacket({ type: "ack", namespace: "/", id: 456, data: ["a"] }), ['3456["a"]']);
});

test("socket.io-protocol: bytes go after, a message each", () => {
  const bytes = [Uint8Array.of(1, 2, 3), Uint8Array.of(4)] as const;
  assert.deepEqual(spellPacket({ type: "event", namespace: "/", data: ["message-back", ...bytes] }), [
    '52-["message-back",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]',
    ...bytes,
  ]);
  assert.deepEqual(spellPacket({ type: "ack", namespace: "/a", id: 7, data: [bytes[0]] }), [
    '61-/a,7[{"_placeholder":true,"num":0}]',
    bytes[0],
  ]);
});

test("socket.io-parser 4: the same messages for any event and ack", () => {
  // The reference loses a member of that name where there are bytes.
  const anyJson = fc.json().filter((json) => !json.includes("__proto__"));
  const anyArgs = fc.array(
    fc.oneof(
      anyJson.map((json) => JSON.parse(json) as unknown),
      fc.uint8Array(),
    ),
  );
  fc.assert(
    fc.property(anyArgs, fc.constantFrom("/", "/admin"), fc.nat(), (args, namespace, id) => {
      assert.deepEqual(
        spellPacket({ type: "event", namespace, id, data: ["m", ...args] }),
        reference.encode({ type: 2, nsp: namespace, id, data: ["m", ...args] }),
      );
      assert.deepEqual(
        spellPacket({ type: "ack", namespace, id, data: args }),
        reference.encode({ type: 3, nsp: namespace, id, data: args }),
      );
    }),
  );
});

test("an event made once: the same text as the packet, from arguments or from JSON that is there", () => {
  fc.assert(
    fc.property(
      fc.object({ withNullPrototype: false }),
      fc.string(),
      fc.constantFrom("/", "/a"),
      (entry, position, namespace) => {
        const [text] = reference.encode({ type: 2, nsp: namespace, data: ["message", entry, position] });
        assert.equal(eventPacket(namespace, "message", entry, position), text);
        const body = JSON.stringify(entry);
        assert.equal(spelledEventPacket(namespace, "message", { body, suffix: position }), text);
        assert.equal(spelledEventPacket(namespace, "message", { body }), eventPacket(namespace, "message", entry));
      },
    ),
  );
});

test("socket.io-protocol, Packet encoding: bytes may follow the spelled arguments, and there may be none", () => {
  const bytes = [Uint8Array.of(1), Uint8Array.of(2)];
  const [text = "", ...rest] = spellPacket({ type: "event", namespace: "/a", data: ["draw", ...bytes, "p"] });
  const body = '{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}';
  assert.equal(spelledEventPacket("/a", "draw", { body, attachments: rest.length, suffix: "p" }), text);
  assert.equal(spelledEventPacket("/", "clear", { body: "" }), eventPacket("/", "clear"));
  assert.equal(spelledEventPacket("/", "clear", { body: "", suffix: "p" }), eventPacket("/", "clear", "p"));
});
