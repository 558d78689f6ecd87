import { CLOSE, conform, frame, goodbye, PING, TEXT } from "./tester.ts";

conform("RFC 6455 5.5.1: a message, then the goodbye in the same packet: answered, then echoed", async (open) => {
  const tester = await open();
  tester.send(frame(TEXT, "Hello"), frame(CLOSE, goodbye(1000)));
  await tester.expect([TEXT, "Hello"]);
  await tester.expectClose(1000);
});

conform(
  "RFC 6455 5.5.1: after the goodbye nothing is answered: neither a second one, a message nor a ping",
  async (open) => {
    for (const more of [
      frame(CLOSE, goodbye(1000)),
      frame(TEXT, "after"),
      frame(PING, "after"),
      Buffer.from([0xff, 0xff]),
    ]) {
      const tester = await open();
      tester.send(frame(CLOSE, goodbye(1000)), more);
      await tester.expectClose(1000);
    }
  },
);

conform("RFC 6455 5.5.1: a goodbye among fragments ends it, a fragment after it changes nothing", async (open) => {
  const tester = await open();
  tester.send(frame(TEXT, "fragment1", { fin: false }), frame(CLOSE, goodbye(1000)), frame(0, "fragment2"));
  await tester.expectClose(1000);
});

conform("RFC 6455 7.1.4: 256 KB before the goodbye come back before its echo", async (open) => {
  const tester = await open();
  const payload = Buffer.alloc(256 * 1024, "BAsd7&jh23");
  tester.send(frame(TEXT, payload), frame(CLOSE, goodbye(1000)));
  await tester.expect([TEXT, payload]);
  await tester.expectClose(1000);
});

for (const [what, payload, code] of [
  ["no payload is answered without one", "", undefined],
  ["a payload of one byte: 1002", "a", 1002],
  ["a code alone", goodbye(1000), 1000],
  ["a code and a reason", goodbye(1000, "Hello World!"), 1000],
  ["the longest reason, 123 bytes", goodbye(1000, "*".repeat(123)), 1000],
  ["a reason of 124 bytes: 1002", goodbye(1000, "*".repeat(124)), 1002],
] as const) {
  conform(`RFC 6455 5.5.1: a goodbye's payload: ${what}`, async (open) => {
    const tester = await open();
    tester.send(frame(CLOSE, payload));
    await tester.expectClose(code);
    const slow = await open();
    await slow.sendIn(1, frame(CLOSE, payload)).catch(() => undefined);
    await slow.expectClose(code);
  });
}

conform("RFC 6455 7.4: every code that may be sent is echoed", async (open) => {
  const codes = [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999];
  for (const code of codes) {
    const tester = await open();
    tester.send(frame(CLOSE, goodbye(code)));
    await tester.expectClose(code);
  }
});

conform("RFC 6455 7.4: a code that must not be sent: 1002", async (open) => {
  for (const code of [0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535]) {
    const tester = await open();
    tester.send(frame(CLOSE, goodbye(code)));
    await tester.expectClose(1002);
  }
});
