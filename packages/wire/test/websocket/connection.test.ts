import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Connection, type ConnectionOptions } from "../../src/websocket/connection.ts";
import { type Event, NO_EVENTS } from "../../src/websocket/event.ts";
import { frame } from "../../src/websocket/frame.ts";
import { OPCODE, type Opcode } from "../../src/websocket/opcode.ts";
import { UsageError } from "../../src/websocket/usage-error.ts";
import { hostWithRandom, nodeHost } from "../host.ts";
import { anyCuts, split } from "./cuts.ts";
import { hex, toHex } from "./hex.ts";

/** A client whose masking key is always zero sends what a server would, but for the mask bit and the key. */
const host = hostWithRandom(0);
const server = (options: Partial<ConnectionOptions> = {}) => new Connection({ role: "server", host, ...options });
const client = (options: Partial<ConnectionOptions> = {}) => new Connection({ role: "client", host, ...options });
const sent = (connection: Connection) => toHex(Buffer.concat(connection.output()));
const closed = (code: number, reason: string, clean: boolean) => [{ kind: "closed", code, reason, clean }];

test("RFC 6455 5.7: a masked text to a server, an unmasked one to a client", () => {
  assert.deepEqual(server().receive(hex("81 85 37fa213d 7f9f4d5158")), [{ kind: "text", text: "Hello" }]);
  assert.deepEqual(client().receive(hex("81 05 'Hello'")), [{ kind: "text", text: "Hello" }]);
});

test("many messages in one chunk come out in order", () => {
  const events = client().receive(hex("81 01 'a' 82 01 ff 01 01 'b' 89 00 80 01 'c' 81 00"));
  assert.deepEqual(events, [
    { kind: "text", text: "a" },
    { kind: "binary", bytes: hex("ff") },
    { kind: "ping", payload: hex("") },
    { kind: "text", text: "bc" },
    { kind: "text", text: "" },
  ]);
});

test("nothing to tell is one shared array", () => {
  const connection = server();
  assert.equal(connection.receive(hex("")), NO_EVENTS);
  assert.equal(connection.receive(hex("81")), NO_EVENTS);
  assert.equal(connection.output(), server().output());
});

test("RFC 6455 5.5.2: a ping is answered by a pong with its payload, inside a message too", () => {
  const connection = server();
  const events = connection.receive(hex("01 81 00000000 'a' 89 82 01010101 'hi'"));
  assert.deepEqual(events, [{ kind: "ping", payload: hex("'ih'") }]);
  assert.equal(sent(connection), toHex(hex("8a 02 'ih'")));
  assert.equal(sent(connection), "", "output is taken once");
});

test("RFC 6455 5.5.3: a pong that nobody asked for is told, not answered", () => {
  const connection = client();
  assert.deepEqual(connection.receive(hex("8a 01 aa")), [{ kind: "pong", payload: hex("aa") }]);
  assert.equal(sent(connection), "");
});

test("RFC 6455 5.1: a server sends unmasked frames, a client masked ones with a fresh key each", () => {
  const [from, to] = [server(), new Connection({ role: "client", host: nodeHost })];
  assert.deepEqual([from.sendText("마당"), from.sendBinary(hex("ff")), from.ping(hex("aa"))], [true, true, true]);
  assert.equal(sent(from), toHex(hex("81 06 '마당' 82 01 ff 89 01 aa")));
  to.sendText("마당");
  to.sendText("마당");
  const [first = hex(""), second = hex("")] = to.output();
  assert.notDeepEqual(first, second);
  assert.deepEqual([first[0], first[1], second[1]], [0x81, 0x86, 0x86]);
  assert.deepEqual(server().receive(first), [{ kind: "text", text: "마당" }]);
});

test("RFC 6455 5.5: a ping of ours over 125 bytes is our fault", () => {
  assert.throws(() => server().ping(new Uint8Array(126)), UsageError);
});

test("RFC 6455 5.5.1: a close is echoed once, then the stream ends", () => {
  const connection = server();
  assert.deepEqual(connection.receive(hex("88 82 00000000 03e8")), closed(1000, "", true));
  assert.equal(sent(connection), "880203e8");
  assert.deepEqual([connection.state, connection.finished], ["closed", true]);
  assert.equal(connection.receive(hex("88 82 00000000 03e8")), NO_EVENTS);
  assert.equal(connection.ended(), NO_EVENTS);
  assert.equal(sent(connection), "");
});

test("RFC 6455 5.5.1: the echo has the code without the reason, or neither", () => {
  const [one, two] = [server(), server()];
  assert.deepEqual(one.receive(hex("88 85 00000000 0fa1 'bye'")), closed(4001, "bye", true));
  assert.equal(sent(one), "88020fa1");
  assert.deepEqual(two.receive(hex("88 80 00000000")), closed(1005, "", true));
  assert.equal(sent(two), "8800");
});

test("RFC 6455 1.4: what follows a close frame is not read", () => {
  assert.deepEqual(server().receive(hex("88 80 00000000 81 81 00000000 'a' ff")), closed(1005, "", true));
});

test("RFC 6455 7.1.1: the server ends the stream, the client waits for it", () => {
  const connection = client();
  assert.deepEqual(connection.receive(hex("88 02 03e9")), closed(1001, "", true));
  assert.equal(sent(connection), "8882 00000000 03e9".replaceAll(" ", ""));
  assert.deepEqual([connection.state, connection.finished], ["closed", false]);
  assert.equal(connection.ended(), NO_EVENTS);
  assert.equal(connection.finished, true);
});

test("RFC 6455 7.1.2: our close waits for the peer's; messages on their way are discarded, pings are not", () => {
  const connection = server();
  connection.receive(hex("01 81 00000000 'a'"));
  assert.equal(connection.close(1008, "enough"), true);
  assert.equal(sent(connection), toHex(hex("88 08 03f0 'enough'")));
  assert.deepEqual([connection.state, connection.finished], ["closing", false]);
  const events = connection.receive(hex("80 81 00000000 ff 81 81 00000000 'b' 89 80 00000000"));
  assert.deepEqual(events, [{ kind: "ping", payload: hex("") }]);
  assert.equal(sent(connection), "8a00");
  assert.deepEqual(connection.receive(hex("88 82 00000000 03f0")), closed(1008, "", true));
  assert.deepEqual([sent(connection), connection.finished], ["", true]);
});

test("RFC 6455 5.5.1: nothing is sent after a close frame, and no second one", () => {
  const connection = server();
  connection.close();
  assert.equal(sent(connection), "880203e8");
  assert.deepEqual([connection.sendText("a"), connection.sendBinary(hex("aa"))], [false, false]);
  assert.deepEqual([connection.ping(), connection.close(1001)], [false, false]);
  assert.equal(sent(connection), "");
});

test("RFC 6455 7.1.5: a stream that ends without goodbye is 1006, told once", () => {
  for (const connection of [server(), client()]) {
    connection.receive(hex("01"));
    assert.deepEqual(connection.ended(), closed(1006, "", false));
    assert.equal(connection.ended(), NO_EVENTS);
    assert.deepEqual([connection.state, connection.finished, sent(connection)], ["closed", true, ""]);
  }
  const closing = server();
  closing.close();
  assert.deepEqual(closing.ended(), closed(1006, "", false));
});

test("RFC 6455 7.1.7: a failed connection says why, ends at once on either side, and keeps what was good", () => {
  for (const [connection, bytes] of [
    [server(), hex("81 81 00000000 'a' f1")],
    [client(), hex("81 01 'a' f1")],
  ] as const) {
    const events = connection.receive(bytes);
    assert.deepEqual(events, [{ kind: "text", text: "a" }, ...closed(1002, "a reserved bit is set", false)]);
    assert.match(sent(connection), /^88(17|9700000000)03ea/);
    assert.deepEqual([connection.state, connection.finished], ["closed", true]);
    assert.equal(connection.receive(hex("81")), NO_EVENTS);
    assert.equal(connection.ended(), NO_EVENTS);
  }
});

test("RFC 6455 7.1.7: whoever has said goodbye says nothing more when it fails", () => {
  const connection = server();
  connection.close();
  connection.output();
  assert.deepEqual(connection.receive(hex("f1")), closed(1002, "a reserved bit is set", false));
  assert.deepEqual([sent(connection), connection.finished], ["", true]);
});

test("RFC 6455 8.1: a bad byte in a text fails the connection when it arrives, not when the frame is complete", () => {
  const starts = ["81 fe 2000 00000000", "01 81 00000000 'a' 00 fe 2000 00000000"];
  for (const start of starts) {
    const connection = server({ maxMessageBytes: 65_536 });
    assert.equal(connection.receive(hex(`${start} 'good' ed`)), NO_EVENTS);
    assert.equal(connection.receive(hex("a0")).at(-1)?.kind, "closed");
    assert.match(sent(connection), /^88..03ef/);
  }
});

test("RFC 6455 8.1: a text that ends inside a code point is 1007", () => {
  for (const spelled of ["81 01 e0", "01 01 e0 80 00", "01 01 e0 80 02 a0 ff"]) {
    const connection = client();
    connection.receive(hex(spelled));
    assert.match(sent(connection), /^88..0000000003ef/);
  }
});

test("RFC 6455 7.4: bad close payloads fail the connection", () => {
  for (const [spelled, code] of [
    ["88 01 03", 1002],
    ["88 02 03ed", 1002],
    ["88 03 03e8 ff", 1007],
  ] as const) {
    const event = client().receive(hex(spelled)).at(0);
    assert.deepEqual([event?.kind, event?.kind === "closed" && event.code], ["closed", code]);
  }
});

test("RFC 6455 7.4.1: a message over the bound is 1009, however small it and its frames are", () => {
  for (const spelled of ["81 03", "81 03 'abc'", "01 02 'ab' 80 01"]) {
    const connection = client({ maxMessageBytes: 2 });
    connection.receive(hex(spelled));
    assert.match(sent(connection), /^88..0000000003f1/, spelled);
  }
  assert.equal(client({ maxMessageBytes: 2 }).receive(hex("81 02 'ab'")).length, 1);
});

test("binary events have bytes of their own, though the input is a Node buffer that is used again", () => {
  const chunk = Buffer.from(hex("82 02 aabb 89 01 cc 02 01 dd 80 01 ee"));
  const events = client().receive(chunk);
  chunk.fill(0);
  assert.deepEqual(events, [
    { kind: "binary", bytes: hex("aabb") },
    { kind: "ping", payload: hex("cc") },
    { kind: "binary", bytes: hex("ddee") },
  ]);
});

test("a message in one-byte chunks is put together in linear time", () => {
  const connection = client({ maxMessageBytes: 1_000_000 });
  const image = frame(OPCODE.text, Buffer.from("가".repeat(300_000)));
  let events: readonly Event[] = NO_EVENTS;
  for (let at = 0; at < image.length; at++) events = connection.receive(image.subarray(at, at + 1));
  assert.deepEqual(
    events.map((event) => event.kind === "text" && event.text.length),
    [300_000],
  );
});

/** Everything that can be seen of a connection that gets `chunks` and then the end of the stream. */
function story(role: "server" | "client", chunks: readonly Uint8Array[]): object {
  const connection = new Connection({ role, host, maxMessageBytes: 400, maxFragments: 4 });
  const events = chunks.flatMap((chunk) => connection.receive(chunk));
  const life = [connection.state, connection.finished];
  return { events: [...events, ...connection.ended()], life, output: sent(connection) };
}

function spell(masked: boolean): (parts: readonly [Opcode, boolean, Uint8Array, number]) => Uint8Array {
  return ([opcode, fin, payload, key]) => frame(opcode, payload, masked ? { fin, mask: key } : { fin });
}

const anyText = fc.string({ unit: "binary", maxLength: 150 }).map((text) => new Uint8Array(Buffer.from(text)));
const anyPing = fc.tuple(
  fc.constantFrom<Opcode>(9, 10),
  fc.constant(true),
  fc.uint8Array({ maxLength: 125 }),
  fc.integer(),
);
const anyMessage = fc
  .record({
    payload: anyText,
    opcode: fc.constantFrom<Opcode>(1, 2),
    cut: fc.nat(150),
    key: fc.integer(),
    ping: anyPing,
  })
  .chain(({ payload, opcode, cut, key, ping }) =>
    fc.constantFrom<(readonly [Opcode, boolean, Uint8Array, number])[]>(
      [[opcode, true, payload, key]],
      [ping, [opcode, true, payload, key]],
      [[opcode, false, payload.subarray(0, cut), key], ping, [0, true, payload.subarray(cut), key + 1]],
    ),
  );
const anyClose = fc.constantFrom(hex(""), hex("03e8"), hex("0bb8 '안녕'"), hex("03ed"), hex("03e8 ff"), hex("00"));
const goodFrames = fc
  .tuple(fc.array(anyMessage, { maxLength: 6 }), fc.option(anyClose))
  .map(([messages, close]) => [...messages.flat(), ...(close ? [[8, true, close, 77] as const] : [])]);
const roughFrames = fc.array(
  fc.tuple(
    fc.constantFrom<Opcode>(0, 1, 2, 8, 9, 10),
    fc.boolean(),
    fc.oneof(anyText, fc.uint8Array({ maxLength: 130 })),
    fc.integer(),
  ),
  { maxLength: 8 },
);

test("any cut of the bytes gives the same events and the same output: good streams", () => {
  fc.assert(
    fc.property(goodFrames, anyCuts, fc.constantFrom("server", "client"), (frames, cuts, role) => {
      const bytes = Buffer.concat(frames.map(spell(role === "server")));
      assert.deepEqual(story(role, split(bytes, cuts)), story(role, [new Uint8Array(bytes)]));
    }),
    { numRuns: 400 },
  );
});

test("any cut of the bytes gives the same events and the same output: frames that break rules, and noise", () => {
  fc.assert(
    fc.property(
      roughFrames.chain((frames) => fc.boolean().map((masked) => frames.map(spell(masked)))),
      fc.uint8Array({ maxLength: 40 }),
      anyCuts,
      (frames, noise, cuts) => {
        const bytes = Buffer.concat([...frames, noise]);
        for (const role of ["server", "client"] as const) {
          assert.deepEqual(story(role, split(bytes, cuts)), story(role, [new Uint8Array(bytes)]));
        }
      },
    ),
    { numRuns: 400 },
  );
});

test("what one side sends, the other receives", () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(anyText, fc.string()), { maxLength: 8 }),
      anyCuts,
      fc.boolean(),
      (messages, cuts, up) => {
        const [from, to] = up ? [client({ host: nodeHost }), server()] : [server(), client()];
        for (const message of messages) typeof message === "string" ? from.sendText(message) : from.sendBinary(message);
        const events = split(Buffer.concat(from.output()), cuts).flatMap((chunk) => to.receive(chunk));
        const expected = messages.map((message) =>
          typeof message === "string" ? { kind: "text", text: message } : { kind: "binary", bytes: message },
        );
        assert.deepEqual(events, expected);
      },
    ),
    { numRuns: 150 },
  );
});
