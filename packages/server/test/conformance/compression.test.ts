import assert from "node:assert/strict";
import { constants, createDeflateRaw, createInflateRaw, deflateRawSync } from "node:zlib";
import { BINARY, conform, frame, PING, PONG, TEXT, type Tester } from "./tester.ts";

const TAIL = Buffer.from([0, 0, 0xff, 0xff]);
const words = "마당 madang, a yard in front of a house, where whoever comes in by whichever gate meets; ";

interface Terms {
  readonly serverTakeover: boolean;
  readonly clientTakeover: boolean;
  readonly serverBits: number;
  readonly clientBits: number;
}

function termsOf(extensions: string): Terms {
  const bits = (name: string): number => Number(new RegExp(`${name}="?(\\d+)`).exec(extensions)?.[1] ?? 15);
  return {
    serverTakeover: !extensions.includes("server_no_context_takeover"),
    clientTakeover: !extensions.includes("client_no_context_takeover"),
    serverBits: bits("server_max_window_bits"),
    clientBits: bits("client_max_window_bits"),
  };
}

/** RFC 7692 section 7.2 by zlib's own streams, which keep their window as a peer does. */
class Codec {
  readonly #terms: Terms;
  #deflate;
  #inflate;

  constructor(terms: Terms) {
    this.#terms = terms;
    this.#deflate = createDeflateRaw({ windowBits: Math.max(9, terms.clientBits) });
    this.#inflate = createInflateRaw({ windowBits: Math.max(8, terms.serverBits) });
  }

  async pack(payload: Uint8Array): Promise<Buffer> {
    if (!this.#terms.clientTakeover)
      this.#deflate = createDeflateRaw({ windowBits: Math.max(9, this.#terms.clientBits) });
    const packed = await through(this.#deflate, payload);
    return packed.length === 0 ? Buffer.from([0]) : packed.subarray(0, -4);
  }

  async unpack(packed: Uint8Array): Promise<Buffer> {
    if (!this.#terms.serverTakeover)
      this.#inflate = createInflateRaw({ windowBits: Math.max(8, this.#terms.serverBits) });
    return through(this.#inflate, Buffer.concat([packed, TAIL]));
  }
}

function through(
  stream: ReturnType<typeof createDeflateRaw> | ReturnType<typeof createInflateRaw>,
  bytes: Uint8Array,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    const take = (piece: Buffer): void => void pieces.push(piece);
    stream.on("data", take).once("error", reject);
    stream.write(bytes);
    stream.flush(constants.Z_SYNC_FLUSH, () => {
      stream.off("data", take).off("error", reject);
      resolve(Buffer.concat(pieces));
    });
  });
}

async function expectMessage(
  tester: Tester,
  codec: Codec,
  [opcode, payload]: readonly [number, Buffer],
): Promise<number> {
  const got = await tester.next();
  assert.deepEqual([got.opcode, got.fin, got.rsv & 3], [opcode, true, 0]);
  const unpacked = got.rsv === 4 ? await codec.unpack(got.payload) : got.payload;
  assert.ok(unpacked.equals(payload), `${unpacked.length} bytes instead of ${payload.length}`);
  return got.payload.length;
}

const OFFERS: readonly [offer: string, answer: string][] = [
  ["permessage-deflate", "permessage-deflate"],
  ["permessage-deflate; client_max_window_bits", "permessage-deflate"],
  ["permessage-deflate; server_no_context_takeover", "permessage-deflate; server_no_context_takeover"],
  ["permessage-deflate; client_no_context_takeover", "permessage-deflate; client_no_context_takeover"],
  [
    "permessage-deflate; server_no_context_takeover; client_no_context_takeover",
    "permessage-deflate; server_no_context_takeover; client_no_context_takeover",
  ],
  ["permessage-deflate; client_max_window_bits=9", "permessage-deflate; client_max_window_bits=9"],
  ["permessage-deflate; server_max_window_bits=9", "permessage-deflate; server_max_window_bits=9"],
  ["permessage-deflate; server_max_window_bits=8", "permessage-deflate; server_max_window_bits=8"],
  ["permessage-deflate; server_max_window_bits=15", "permessage-deflate; server_max_window_bits=15"],
  [
    "permessage-deflate; server_no_context_takeover; server_max_window_bits=9; client_max_window_bits",
    "permessage-deflate; server_no_context_takeover; server_max_window_bits=9",
  ],
  [
    "permessage-deflate; server_no_context_takeover; server_max_window_bits=15; client_max_window_bits=12",
    "permessage-deflate; server_no_context_takeover; server_max_window_bits=15; client_max_window_bits=12",
  ],
  [
    "permessage-deflate; server_max_window_bits=16, permessage-deflate; server_max_window_bits=10",
    "permessage-deflate; server_max_window_bits=10",
  ],
];

for (const [offer, answer] of OFFERS) {
  conform(`RFC 7692 7.1: ${offer}`, async (open) => {
    const tester = await open(offer);
    assert.equal(tester.extensions, answer);
    const codec = new Codec(termsOf(answer));
    for (const size of [0, 16, 64, 128, 256, 1024, 4096, 8192, 16_384, 32_768, 65_536, 131_072]) {
      for (const opcode of [TEXT, BINARY]) {
        const payload = Buffer.from(
          opcode === TEXT ? words.repeat(1 + size / words.length).slice(0, size / 2) : noise(size),
        );
        for (let sent = 0; sent < (size > 16_384 ? 3 : 20); sent++) {
          tester.send(frame(opcode, await codec.pack(payload), { rsv: 4 }));
          await expectMessage(tester, codec, [opcode, payload]);
        }
      }
    }
    await tester.close();
  });

  conform(`RFC 7692 6.1: compressed messages in fragments and small packets, pings between: ${offer}`, async (open) => {
    const tester = await open(offer);
    const codec = new Codec(termsOf(answer));
    for (const size of [100, 5000, 70_000]) {
      const payload = Buffer.from(words.repeat(1 + size / words.length).slice(0, size));
      const packed = await codec.pack(payload);
      const cut = Math.floor(packed.length / 3);
      await tester.sendIn(
        size > 10_000 ? 500 : 7,
        frame(TEXT, packed.subarray(0, cut), { fin: false, rsv: 4 }),
        frame(PING, "between"),
        frame(0, packed.subarray(cut, 2 * cut), { fin: false }),
        frame(0, packed.subarray(2 * cut)),
      );
      await tester.expect([PONG, "between"]);
      await expectMessage(tester, codec, [TEXT, payload]);
      tester.send(frame(TEXT, "not compressed"));
      await tester.expect([TEXT, "not compressed"]);
    }
    await tester.close();
  });
}

conform("RFC 7692: 1,000 messages of 128 kB with context takeover, answers shorter for it", async (open) => {
  const tester = await open("permessage-deflate");
  const codec = new Codec(termsOf(tester.extensions));
  const payload = Buffer.from(words.repeat(2000).slice(0, 100_000));
  const packed = await Promise.resolve(
    deflateRawSync(payload, { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, -4),
  );
  for (let sent = 0; sent < 1000; sent++) {
    tester.send(frame(TEXT, packed, { rsv: 4 }));
    const size = await expectMessage(tester, codec, [TEXT, payload]);
    assert.ok(size < payload.length / 10);
  }
  await tester.close();
});

for (const offer of [
  "permessage-deflate; server_max_window_bits=7",
  "permessage-deflate; server_max_window_bits",
  "permessage-deflate; client_max_window_bits=16",
  "permessage-deflate; unknown",
  "permessage-deflate; server_no_context_takeover=1",
  "permessage-deflate; server_no_context_takeover; server_no_context_takeover",
  "x-webkit-deflate-frame",
]) {
  conform(`RFC 7692 7: an offer that cannot be taken is declined: ${offer}`, async (open) => {
    const tester = await open(offer);
    assert.equal(tester.extensions, "");
    tester.send(frame(TEXT, "plain"));
    await tester.expect([TEXT, "plain"]);
    tester.send(frame(TEXT, "rsv1", { rsv: 4 }));
    await tester.expectClose(1002);
  });
}

conform("RFC 7692 6: RSV1 on a continuation or a control frame, and RSV2, RSV3: 1002", async (open) => {
  for (const bad of [
    [frame(TEXT, "a", { fin: false }), frame(0, "b", { rsv: 4 })],
    [frame(PING, "a", { rsv: 4 })],
    [frame(TEXT, "a", { rsv: 2 })],
    [frame(TEXT, "a", { rsv: 5 })],
  ]) {
    const tester = await open("permessage-deflate");
    tester.send(...bad);
    await tester.expectClose(1002);
  }
});

for (const [what, packed, code] of [
  ["what is no DEFLATE: 1007", Buffer.from("ffffffffff", "hex"), 1007],
  ["a text that inflates to no UTF-8: 1007", deflateRawSync(Buffer.from("ff", "hex")), 1007],
  ["a bomb of 64 MiB: 1009", deflateRawSync(Buffer.alloc(64 * 1024 * 1024)), 1009],
] as const) {
  conform(`RFC 7692 7.2.2: ${what}`, async (open) => {
    const tester = await open("permessage-deflate");
    tester.send(frame(TEXT, packed, { rsv: 4 }));
    await tester.expectClose(code);
  });
}

conform(
  "RFC 6455 8.1: the bad byte of a compressed text fails it in its fragment, whatever is still to come",
  async (open) => {
    const good = "안녕, 마당 ".repeat(40);
    const packed = deflateRawSync(
      Buffer.concat([Buffer.from(good), Buffer.from("f4908080", "hex"), Buffer.alloc(9000)]),
      {
        level: 0,
      },
    );
    for (const offer of ["permessage-deflate", "permessage-deflate; client_no_context_takeover"]) {
      const tester = await open(offer);
      const cut = 5 + Buffer.byteLength(good) + 1;
      tester.send(frame(TEXT, packed.subarray(0, cut), { fin: false, rsv: 4 }), frame(PING, "still open"));
      await tester.expect([PONG, "still open"]);
      tester.send(frame(0, packed.subarray(cut, cut + 1), { fin: false }));
      await tester.expectClose(1007);
    }
  },
);

conform("RFC 7692 8: a bomb in fragments fails in the fragment that goes off: 1009", async (open) => {
  const tester = await open("permessage-deflate");
  const bomb = deflateRawSync(Buffer.alloc(64 * 1024 * 1024));
  tester.send(frame(TEXT, bomb.subarray(0, 40_000), { fin: false, rsv: 4 }));
  await tester.expectClose(1009);
});

conform("RFC 7692 7.2.3: the examples: sharing the window, a stored block, BFINAL, two blocks", async (open) => {
  const tester = await open("permessage-deflate");
  const codec = new Codec(termsOf(tester.extensions));
  for (const hex of [
    "f248cdc9c90700",
    "f200110000",
    "000500faff48656c6c6f00",
    "f348cdc9c9070000",
    "f24805000000ffffcac9c90700",
  ]) {
    tester.send(frame(TEXT, Buffer.from(hex, "hex"), { rsv: 4 }));
    await expectMessage(tester, codec, [TEXT, Buffer.from("Hello")]);
  }
  await tester.close();
});

/** Bytes that do not get shorter, always the same. */
function noise(size: number): Buffer {
  const bytes = Buffer.alloc(size);
  let state = 1;
  for (let at = 0; at < size; at++) {
    state = (state * 48_271) % 2_147_483_647;
    bytes[at] = state >> 8;
  }
  return bytes;
}
