import assert from "node:assert/strict";
import { performance } from "node:perf_hooks";
import { BINARY, conform, frame, TEXT } from "./tester.ts";

const MIB = 1024 * 1024;
const words = Buffer.from("마당 madang 👋 ".repeat(1000));

/** So many bytes of text, cut at a code point. */
function textOf(bytes: number): Buffer {
  return Buffer.concat([
    Buffer.alloc(bytes % words.length, "x"),
    ...Array.from({ length: Math.floor(bytes / words.length) }, () => words),
  ]);
}

for (const [kind, opcode] of [
  ["text", TEXT],
  ["binary", BINARY],
] as const) {
  for (const size of [64 * 1024, 256 * 1024, MIB, 4 * MIB, 16 * MIB]) {
    conform(`limits: a ${kind} message of ${size / 1024} KiB in one frame`, async (open) => {
      const tester = await open();
      const payload = textOf(size);
      tester.send(frame(opcode, payload));
      await tester.expect([opcode, payload]);
      await tester.close();
    });
  }

  for (const size of [64, 1024, 16 * 1024, 64 * 1024, MIB]) {
    conform(`limits: a ${kind} message of 4 MiB in fragments of ${size} bytes`, async (open) => {
      const tester = await open();
      const payload = textOf(4 * MIB);
      const frames: Buffer[] = [];
      for (let at = 0; at < payload.length; at += size) {
        const fin = at + size >= payload.length;
        frames.push(frame(at === 0 ? opcode : 0, payload.subarray(at, at + size), { fin }));
      }
      tester.send(...frames);
      await tester.expect([opcode, payload]);
      await tester.close();
    });
  }

  for (const size of [64, 1024, 64 * 1024]) {
    conform(`limits: a ${kind} message of 1 MiB in packets of ${size} bytes`, async (open) => {
      const tester = await open();
      const payload = textOf(MIB);
      await tester.sendIn(size, frame(opcode, payload));
      await tester.expect([opcode, payload]);
      await tester.close();
    });
  }

  conform(`limits: 1,000 ${kind} messages of 0 to 64 KiB, one after the other`, async (open) => {
    const tester = await open();
    const start = performance.now();
    for (const size of [0, 16, 64, 256, 1024, 16_384, 65_536]) {
      const payload = textOf(size);
      const image = frame(opcode, payload);
      for (let sent = 0; sent < (size > 4096 ? 200 : 1000); sent++) {
        tester.send(image);
        await tester.expect([opcode, payload]);
      }
    }
    assert.ok(performance.now() - start < 60_000);
    await tester.close();
  });
}

conform("RFC 6455 7.4.1: one byte over 16 MiB: 1009, whole and in fragments", async (open) => {
  const payload = Buffer.alloc(16 * MIB);
  const whole = await open();
  whole.send(frame(BINARY, Buffer.concat([payload, Buffer.alloc(1)])));
  await whole.expectClose(1009);
  const parts = await open();
  parts.send(frame(BINARY, payload, { fin: false }), frame(0, "x"));
  await parts.expectClose(1009);
});

conform("limits: who sends 8 MiB of messages before reading gets all of them, in order", async (open) => {
  const tester = await open();
  const payloads = Array.from({ length: 128 }, (_, index) => Buffer.alloc(65_536, `${index};`));
  tester.send(...payloads.map((payload) => frame(TEXT, payload)));
  await tester.expect(...payloads.map((payload) => [TEXT, payload] as const));
  await tester.close();
});
