import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import fc from "fast-check";
import { MAX_ATTACHMENTS, type Packet, PacketReader, spellPacket } from "../../src/socketio/index.ts";
import { MAX_PACKET_BYTES } from "../../src/socketio/packet-reader.ts";

interface Decoder {
  on(name: "decoded", listener: (packet: unknown) => void): void;
  add(message: string | Uint8Array): void;
}
const { Decoder } = createRequire(import.meta.url)("socket.io-parser") as { readonly Decoder: new () => Decoder };

const read = (...messages: readonly (string | Uint8Array)[]) => {
  const reader = new PacketReader();
  return messages.map((message) => reader.read(message));
};
const why = (text: string) => {
  const [packet] = read(text);
  return packet?.type === "bad" ? packet.why : packet;
};

test("socket.io-protocol, Packet encoding: the examples", () => {
  const [connect, admin, disconnect] = read("0", '0/admin,{"token":"123"}', "1/admin,");
  assert.deepEqual(connect, { type: "connect", namespace: "/" });
  assert.deepEqual(admin, { type: "connect", namespace: "/admin", data: { token: "123" } });
  assert.deepEqual(disconnect, { type: "disconnect", namespace: "/admin" });
  const [event, asks, ack] = read('2["foo",1]', '2/admin,456["project:delete",123]', "3/admin,456[]");
  assert.deepEqual(event, { type: "event", namespace: "/", data: ["foo", 1] });
  assert.deepEqual(asks, { type: "event", namespace: "/admin", id: 456, data: ["project:delete", 123] });
  assert.deepEqual(ack, { type: "ack", namespace: "/admin", id: 456, data: [] });
  assert.deepEqual(read('4{"message":"Not authorized"}')[0], {
    type: "connect_error",
    namespace: "/",
    data: { message: "Not authorized" },
  });
});

test("socket.io-protocol: bytes follow in messages of their own", () => {
  const text = '52-["m",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]';
  const [first, second, third] = read(text, Uint8Array.of(1), Uint8Array.of(2));
  assert.deepEqual([first, second], [undefined, undefined]);
  assert.deepEqual(third, { type: "event", namespace: "/", data: ["m", Uint8Array.of(1), Uint8Array.of(2)] });
  const [, ack] = read('61-/admin,7[{"a":{"_placeholder":true,"num":0}}]', Uint8Array.of(9));
  assert.deepEqual(ack, { type: "ack", namespace: "/admin", id: 7, data: [{ a: Uint8Array.of(9) }] });
});

test("socket.io-parser, Decoder: text while bytes are due, bytes while none are, and placeholders of none", () => {
  const text = '51-["m",{"_placeholder":true,"num":0}]';
  assert.deepEqual(read(text, "0")[1], { type: "bad", why: "a text while bytes are due" });
  assert.deepEqual(read(Uint8Array.of(1))[0], { type: "bad", why: "bytes while none are due" });
  const other = '51-["m",{"_placeholder":true,"num":1}]';
  assert.deepEqual(read(other, Uint8Array.of(1))[1], { type: "bad", why: "illegal attachments" });
});

test("P13: the bytes of one packet have a bound, however many messages they come in", () => {
  const reader = new PacketReader();
  reader.read('53-["m",{"_placeholder":true,"num":0}]');
  assert.equal(reader.read(new Uint8Array(MAX_PACKET_BYTES)), undefined);
  assert.deepEqual(reader.read(Uint8Array.of(1)), { type: "bad", why: "too many bytes" });
});

test("socket.io-parser, isPayloadValid: what each type may carry", () => {
  const bad = ["0[]", '0"a"', "1{}", '1"a"', "2", "2{}", "2[]", "2[true]", "2[null]", '2["connect"]'];
  const alsoBad = ['2["newListener"]', "3", "3[]", "31{}", "4", "41", "4[]", '2abc["m"]', "2[", '2["m"]x', "0{"];
  for (const text of [...bad, ...alsoBad]) assert.equal(why(text), "invalid payload", text);
  assert.equal(why("abc"), "unknown packet type");
  assert.equal(why(`2["m",${"[".repeat(5_000)}${"]".repeat(5_000)}]`), "invalid payload");
  assert.deepEqual(read("2[5]")[0], { type: "event", namespace: "/", data: [5] });
  assert.deepEqual(read('4"no"')[0], { type: "connect_error", namespace: "/", data: "no" });
});

test("socket.io-parser 4: what we read, the reference reads alike", () => {
  const anyText = fc.tuple(
    fc.constantFrom("0", "1", "2", "3", "4", "9", ""),
    fc.constantFrom("", "/a,", "/a", "/a?b=1,"),
    fc.constantFrom("", "1", "12", "x"),
    fc.oneof(fc.constantFrom("", "[]", "{}", '["m",{"a":[1]}]', '["connect"]', '"x"', "["), fc.json()),
  );
  fc.assert(
    fc.property(anyText, (parts) => {
      const text = parts.join("");
      const ours = new PacketReader().read(text);
      const theirs = reference(text);
      if (ours === undefined || ours.type === "bad") return;
      assert.ok(theirs !== undefined, text);
      assert.equal(ours.namespace, theirs.nsp);
      assert.deepEqual("data" in ours ? ours.data : undefined, theirs.data);
      if ("id" in ours) assert.equal(ours.id, theirs.id);
    }),
    { numRuns: 500 },
  );
});

function reference(text: string): { nsp: string; data?: unknown; id?: number } | undefined {
  const decoder = new Decoder();
  let decoded: unknown;
  decoder.on("decoded", (packet) => {
    decoded = packet;
  });
  try {
    decoder.add(text);
  } catch {
    return undefined;
  }
  return decoded as { nsp: string; data?: unknown; id?: number };
}

test("any packet comes back from its messages", () => {
  const anyArgs = fc.array(fc.oneof(fc.string(), fc.integer(), fc.uint8Array()), { maxLength: MAX_ATTACHMENTS });
  fc.assert(
    fc.property(
      anyArgs,
      fc.constantFrom("/", "/admin"),
      fc.option(fc.nat(), { nil: undefined }),
      (args, namespace, id) => {
        const packet: Packet = { type: "event", namespace, data: ["m", ...args], ...(id === undefined ? {} : { id }) };
        assert.deepEqual(read(...spellPacket(packet)).at(-1), packet);
      },
    ),
  );
});

test("whatever comes is read without a throw", () => {
  const anyMessage = fc.oneof(
    fc.string(),
    fc.uint8Array(),
    fc.json().map((json) => `51-${json}`),
  );
  fc.assert(fc.property(fc.array(anyMessage), (messages) => void read(...messages)));
});
