import assert from "node:assert/strict";
import { test } from "node:test";
import { spellEvent, spellRetry } from "@madang/wire/event-stream";
import fc from "fast-check";
import { EventStream } from "../../src/http/event-stream.ts";

test("WHATWG HTML 9.2.6: events with types, data of several lines, comments, ids and retry", () => {
  const stream = new EventStream();
  const text =
    ": hello\nid: 1\nevent: data\ndata: a\ndata:b\n\ndata\n\nretry: 250\n\nevent: nothing\n\nevent: end\rdata: x\r\r\n";
  assert.deepEqual(stream.take(text), [
    { type: "data", data: "a\nb" },
    { type: "message", data: "" },
    { type: "retry", data: "250" },
    { type: "end", data: "x" },
  ]);
});

test("property: any cut of the stream gives the same events", () => {
  const event = fc.record(
    {
      type: fc.constantFrom("data", "control"),
      data: fc.string({ unit: fc.constantFrom("a", "\n", ":", " ", "가") }),
    },
    { noNullPrototype: true },
  );
  fc.assert(
    fc.property(fc.array(event), fc.array(fc.nat(200)), (events, cuts) => {
      const text = `${events.map(spellEvent).join(":\n\n")}${spellRetry(5)}`;
      const stream = new EventStream();
      const ends = [...cuts.map((cut) => Math.min(cut, text.length)), text.length].sort((a, b) => a - b);
      const got = ends.flatMap((end, at) => stream.take(text.slice(ends[at - 1] ?? 0, end)));
      assert.deepEqual(got, [...events, { type: "retry", data: "5" }]);
    }),
  );
});
