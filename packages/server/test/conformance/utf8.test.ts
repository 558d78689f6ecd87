import { conform, frame, goodbye, TEXT, type Tester } from "./tester.ts";

const part = { fin: false };

const VALID: readonly [what: string, hex: string][] = [
  ["κόσμε", "cebae1bdb9cf83cebcceb5"],
  ["Hello-µ@ßöäüàá-UTF-8!!", Buffer.from("Hello-µ@ßöäüàá-UTF-8!!").toString("hex")],
  ["the first of each length", "00c280e0a080f0908080"],
  ["the last of each length", "7fdfbfefbfbff48fbfbf"],
  ["beside the surrogates", "ed9fbfee8080"],
  ["the replacement character", "efbfbd"],
  ["noncharacters", "efbfbeefbfbff09fbfbef09fbfbff0afbfbef3bfbfbff48fbfbe"],
  ["a family of emoji", Buffer.from("👨‍👩‍👧‍👦🏳️‍🌈").toString("hex")],
  ["Hangul, whole and in parts", Buffer.from(`안녕${"안녕".normalize("NFD")}`).toString("hex")],
];
const INVALID: readonly [what: string, hex: string][] = [
  ["a surrogate after good text", "cebae1bdb9cf83cebcceb5eda080656469746564"],
  ["above U+10FFFF", "f4908080"],
  ["five bytes", "f888808080"],
  ["six bytes", "fc8480808080"],
  ["impossible bytes", "fe"],
  ["impossible bytes", "feFEffff"],
  ["a lone continuation", "80"],
  ["a lone continuation, the last", "bf"],
  ["many lone continuations", "80bf80bf80bf80"],
  ["a lead and then ASCII", "c020"],
  ["leads without continuations", "e020e120"],
  ["overlong in two bytes", "c0af"],
  ["overlong in three bytes", "e080af"],
  ["overlong in four bytes", "f08080af"],
  ["the largest overlong of two", "c1bf"],
  ["the largest overlong of three", "e09fbf"],
  ["the largest overlong of four", "f08fbfbf"],
  ["overlong NUL", "c080"],
  ["single surrogates", "edad80"],
  ["a pair of surrogates", "eda080edb080"],
  ["the last pair of surrogates", "edafbfedbfbf"],
];
const UNFINISHED = ["c2", "e0a0", "ce", "f0", "f09080", "cebae1bd"];

conform("RFC 6455 5.6, 8.1: valid texts, whole, in fragments of one byte, in packets of one byte", async (open) => {
  const tester = await open();
  for (const [, hex] of VALID) {
    const payload = Buffer.from(hex, "hex");
    tester.send(frame(TEXT, payload));
    await tester.expect([TEXT, payload]);
    tester.send(...inFragments(payload));
    await tester.expect([TEXT, payload]);
    await tester.sendIn(1, frame(TEXT, payload));
    await tester.expect([TEXT, payload]);
  }
  await tester.close();
});

for (const [what, hex] of INVALID) {
  const payload = Buffer.from(hex, "hex");
  const ways: readonly [how: string, say: (tester: Tester) => void | Promise<void>][] = [
    ["whole", (tester) => tester.send(frame(TEXT, payload))],
    ["in fragments of one byte", (tester) => tester.send(...inFragments(payload))],
    ["in packets of one byte", (tester) => tester.sendIn(1, frame(TEXT, payload)).catch(() => undefined)],
  ];
  conform(`RFC 6455 8.1: ${what} (${hex.slice(0, 24)}): 1007`, async (open) => {
    for (const [, say] of ways) {
      const tester = await open();
      await say(tester);
      await tester.expectClose(1007);
    }
  });

  conform(
    `RFC 6455 8.1: ${what} (${hex.slice(0, 24)}) fails at once, in a fragment and in a frame of which more is to come`,
    async (open) => {
      const inFragment = await open();
      inFragment.send(frame(TEXT, "good: 안녕", part), frame(0, payload, part));
      await inFragment.expectClose(1007);
      const inFrame = await open();
      inFrame.send(
        frame(TEXT, Buffer.concat([Buffer.from("good: 안녕"), payload, Buffer.alloc(1000)])).subarray(0, -900),
      );
      await inFrame.expectClose(1007);
    },
  );
}

for (const hex of UNFINISHED) {
  conform(`RFC 6455 8.1: a text that stops inside a code point (${hex}): 1007 at its end, not before`, async (open) => {
    for (const end of [frame(0), frame(0, "a")]) {
      const tester = await open();
      tester.send(frame(TEXT, Buffer.from(hex, "hex"), part), frame(9, "still open"));
      await tester.expect([10, "still open"]);
      tester.send(end);
      await tester.expectClose(1007);
    }
    const whole = await open();
    whole.send(frame(TEXT, Buffer.from(hex, "hex")));
    await whole.expectClose(1007);
  });
}

conform("RFC 6455 8.1: the bad byte of a text in three packets fails it before the rest has come", async (open) => {
  const image = frame(TEXT, Buffer.from("cebae1bdb9cf83cebcceb5f4908080656469746564", "hex"));
  const tester = await open();
  await tester.sendIn(6 + 11, image.subarray(0, 6 + 11));
  await tester.sendIn(2, image.subarray(6 + 11, 6 + 13));
  await tester.expectClose(1007);
});

conform("RFC 6455 5.5.1: a goodbye's reason that is not UTF-8: 1007", async (open) => {
  for (const [, hex] of INVALID) {
    const tester = await open();
    tester.send(frame(8, goodbye(1000, Buffer.from(hex, "hex"))));
    await tester.expectClose(1007);
  }
});

/** Each byte a frame. */
function inFragments(payload: Buffer): Buffer[] {
  const last = payload.length - 1;
  return Array.from(payload, (byte, at) => frame(at === 0 ? TEXT : 0, Buffer.from([byte]), { fin: at === last }));
}
