import { BINARY, conform, frame, TEXT } from "./tester.ts";

const SIZES = [0, 125, 126, 127, 128, 65_535, 65_536] as const;

for (const [kind, opcode, fill] of [
  ["text", TEXT, "*"],
  ["binary", BINARY, "\xfe"],
] as const) {
  for (const size of SIZES) {
    conform(`RFC 6455 5.2, 5.6: a ${kind} message of ${size} bytes comes back`, async (open) => {
      const tester = await open();
      const payload = Buffer.alloc(size, fill, "latin1");
      tester.send(frame(opcode, payload));
      await tester.expect([opcode, payload]);
      await tester.close();
    });
  }

  for (const cut of [1, 997]) {
    conform(
      `RFC 6455 5.2: a ${kind} message of ${cut === 1 ? 3000 : 65_536} bytes in packets of ${cut}`,
      async (open) => {
        const tester = await open();
        const payload = Buffer.alloc(cut === 1 ? 3000 : 65_536, fill, "latin1");
        await tester.sendIn(cut, frame(opcode, payload));
        await tester.expect([opcode, payload]);
        await tester.close();
      },
    );
  }
}

conform("RFC 6455 5.6: many messages in one packet come back in order, each with its kind", async (open) => {
  const tester = await open();
  const kinds = Array.from(
    { length: 500 },
    (_, index) => [index % 3 === 0 ? BINARY : TEXT, `message ${index}`] as const,
  );
  tester.send(...kinds.map(([opcode, payload]) => frame(opcode, payload)));
  await tester.expect(...kinds);
  await tester.close();
});

conform("RFC 6455 5.1: a frame that is not masked: 1002", async (open) => {
  const tester = await open();
  tester.send(Buffer.from([0x81, 2, 0x68, 0x69]));
  await tester.expectClose(1002);
});

for (const [what, bytes] of [
  ["126 for 5 bytes", [0x81, 0xfe, 0, 5]],
  ["127 for 5 bytes", [0x81, 0xff, 0, 0, 0, 0, 0, 0, 0, 5]],
  ["the highest bit of 64", [0x82, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0]],
] as const) {
  conform(`RFC 6455 5.2: a length not in its shortest form or too large (${what}): 1002`, async (open) => {
    const tester = await open();
    tester.send(Buffer.from(bytes));
    await tester.expectClose(1002);
  });
}

conform("RFC 6455 7.4.1: a frame that claims 2^40 bytes: 1009 before any of them", async (open) => {
  const tester = await open();
  tester.send(Buffer.from([0x82, 0xff, 0, 0, 1, 0, 0, 0, 0, 0]));
  await tester.expectClose(1009);
});
