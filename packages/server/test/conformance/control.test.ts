import { BINARY, CLOSE, conform, frame, PING, PONG, TEXT } from "./tester.ts";

for (const [what, payload] of [
  ["no payload", ""],
  ["a payload", "Hello, world!"],
  ["a payload that is no UTF-8", Buffer.from("00fffefdfcfb00ff", "hex")],
  ["125 bytes", Buffer.alloc(125, 0xfe)],
] as const) {
  conform(`RFC 6455 5.5.2: a ping with ${what} is answered with it`, async (open) => {
    const tester = await open();
    tester.send(frame(PING, payload));
    await tester.expect([PONG, payload]);
    await tester.sendIn(1, frame(PING, payload));
    await tester.expect([PONG, payload]);
    await tester.close();
  });
}

for (const opcode of [PING, PONG, CLOSE]) {
  conform(`RFC 6455 5.5: a control frame of 126 bytes (opcode ${opcode}): 1002`, async (open) => {
    const tester = await open();
    tester.send(frame(opcode, Buffer.alloc(126, 0x61)));
    await tester.expectClose(1002);
  });

  conform(`RFC 6455 5.5: a control frame in fragments (opcode ${opcode}): 1002`, async (open) => {
    const tester = await open();
    tester.send(frame(opcode, "part", { fin: false }), frame(0, "rest"));
    await tester.expectClose(1002);
  });
}

conform("RFC 6455 5.5.3: pongs that nobody asked for are not answered", async (open) => {
  const tester = await open();
  tester.send(frame(PONG), frame(PONG, "unasked"), frame(PING, "asked"));
  await tester.expect([PONG, "asked"]);
  await tester.close();
});

for (const [how, size] of [
  ["at once", 0],
  ["byte by byte", 1],
] as const) {
  conform(`RFC 6455 5.5.2: ten pings ${how} are answered in order`, async (open) => {
    const tester = await open();
    const pings = Array.from({ length: 10 }, (_, index) => frame(PING, `payload ${index}`));
    if (size === 0) tester.send(...pings);
    else await tester.sendIn(size, ...pings);
    await tester.expect(...pings.map((_, index) => [PONG, `payload ${index}`] as const));
    await tester.close();
  });
}

for (let rsv = 1; rsv <= 7; rsv++) {
  const kinds = [TEXT, BINARY, PING, PONG, CLOSE];
  conform(
    `RFC 6455 5.2: reserved bits ${rsv} without an extension: 1002, and what came before is answered`,
    async (open) => {
      for (const opcode of kinds) {
        for (const cut of [0, 1]) {
          const tester = await open();
          const bytes = [frame(TEXT, "before"), frame(opcode, "", { rsv }), frame(PING, "after")];
          if (cut === 0) tester.send(...bytes);
          else await tester.sendIn(cut, ...bytes).catch(() => undefined);
          await tester.expect([TEXT, "before"]);
          await tester.expectClose(1002);
        }
      }
    },
  );
}

for (const opcode of [3, 4, 5, 6, 7, 11, 12, 13, 14, 15]) {
  conform(`RFC 6455 5.2: the reserved opcode ${opcode}: 1002, and what came before is answered`, async (open) => {
    for (const payload of ["", "a payload"]) {
      const tester = await open();
      tester.send(frame(TEXT, "before"), frame(opcode, payload), frame(PING, "after"));
      await tester.expect([TEXT, "before"]);
      await tester.expectClose(1002);
    }
  });
}
