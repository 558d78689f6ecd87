import { BINARY, conform, frame, PING, PONG, TEXT } from "./tester.ts";

const part = { fin: false };
const CONTINUATION = 0;

for (const [how, size] of [
  ["in one packet", 0],
  ["frame by frame", -1],
  ["byte by byte", 1],
] as const) {
  const say = async (
    tester: { send(...b: Uint8Array[]): void; sendIn(n: number, ...b: Uint8Array[]): Promise<void> },
    ...frames: Buffer[]
  ) => {
    if (size === 0) tester.send(...frames);
    else if (size === 1) await tester.sendIn(1, ...frames);
    else for (const each of frames) await tester.sendIn(each.length, each);
  };

  conform(`RFC 6455 5.4: two fragments are one message, ${how}`, async (open) => {
    const tester = await open();
    for (const opcode of [TEXT, BINARY]) {
      await say(tester, frame(opcode, "fragment1", part), frame(CONTINUATION, "fragment2"));
      await tester.expect([opcode, "fragment1fragment2"]);
    }
    await tester.close();
  });

  conform(`RFC 6455 5.4: a ping between fragments is answered before the message, ${how}`, async (open) => {
    const tester = await open();
    await say(tester, frame(TEXT, "fragment1", part), frame(PING, "ping"), frame(CONTINUATION, "fragment2"));
    await tester.expect([PONG, "ping"], [TEXT, "fragment1fragment2"]);
    await tester.close();
  });

  conform(`RFC 6455 5.4: five fragments and two pings between them, and again, ${how}`, async (open) => {
    const tester = await open();
    for (let round = 0; round < 2; round++) {
      const frames = [
        frame(TEXT, "1", part),
        frame(CONTINUATION, "2", part),
        frame(PING, "a"),
        frame(CONTINUATION, "3", part),
      ];
      await say(tester, ...frames, frame(CONTINUATION, "4", part), frame(PING, "b"), frame(CONTINUATION, "5"));
      await tester.expect([PONG, "a"], [PONG, "b"], [TEXT, "12345"]);
    }
    await tester.close();
  });

  for (const fin of [true, false]) {
    conform(`RFC 6455 5.4: a continuation of nothing (FIN ${fin}), ${how}: 1002`, async (open) => {
      const tester = await open();
      await say(tester, frame(CONTINUATION, "non-continuation payload", { fin }), frame(TEXT, "Hello"));
      await tester.expectClose(1002);
    });

    conform(
      `RFC 6455 5.4: a continuation after the message's end (FIN ${fin}), ${how}: answered, then 1002`,
      async (open) => {
        const tester = await open();
        await say(tester, frame(TEXT, "a", part), frame(CONTINUATION, "b"), frame(CONTINUATION, "c", { fin }));
        await tester.expect([TEXT, "ab"]);
        await tester.expectClose(1002);
      },
    );
  }

  conform(`RFC 6455 5.4: another message among the fragments of one, ${how}: 1002`, async (open) => {
    for (const opcode of [TEXT, BINARY]) {
      const tester = await open();
      await say(tester, frame(TEXT, "fragment1", part), frame(opcode, "fragment2"));
      await tester.expectClose(1002);
    }
  });

  conform(`RFC 6455 5.4: empty fragments, ${how}`, async (open) => {
    const tester = await open();
    const [empty, end] = [frame(CONTINUATION, "", part), frame(CONTINUATION)];
    await say(tester, frame(TEXT, "", part), empty, end);
    await tester.expect([TEXT, ""]);
    await say(tester, frame(TEXT, "", part), frame(CONTINUATION, "middle", part), end);
    await tester.expect([TEXT, "middle"]);
    await say(tester, frame(BINARY, "a", part), empty, empty, frame(CONTINUATION, "b"));
    await tester.expect([BINARY, "ab"]);
    await tester.close();
  });
}

conform("echo host: 100,000 fragments are taken, one more is 1008", async (open) => {
  const empty = frame(CONTINUATION, "", part);
  const most = Buffer.concat([frame(TEXT, "a", part), ...Array.from({ length: 99_998 }, () => empty)]);
  const tester = await open();
  tester.send(most, frame(CONTINUATION, "b"));
  await tester.expect([TEXT, "ab"]);
  tester.send(most, empty, frame(CONTINUATION, "b"));
  await tester.expectClose(1008);
});
