import assert from "node:assert/strict";
import { test } from "node:test";
import { EventSource } from "eventsource";
import fc from "fast-check";
import { LIFE_SIGN, spellEvent, spellRetry } from "../../src/event-stream/event.ts";

/** What a client hears of these bytes; `eventsource` reads them from a response, cut into single bytes. */
async function heard(text: string, types: readonly string[]): Promise<{ type: string; data: string; id: string }[]> {
  const bytes = Buffer.from(text);
  let source: EventSource | undefined;
  const events = await new Promise<{ type: string; data: string; id: string }[]>((resolve) => {
    const all: { type: string; data: string; id: string }[] = [];
    source = new EventSource("http://here/", {
      fetch: async () =>
        new Response(
          new ReadableStream({
            start: (controller) => {
              for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
              controller.close();
            },
          }),
          { headers: { "content-type": "text/event-stream" } },
        ),
    });
    for (const type of types) {
      source.addEventListener(type, ({ data, lastEventId }) => all.push({ type, data: String(data), id: lastEventId }));
    }
    // The end of the response: it would come again now.
    let opened = false;
    source.addEventListener("open", () => {
      opened = true;
    });
    source.addEventListener("error", () => opened && resolve(all));
  });
  source?.close();
  return events;
}

test("WHATWG HTML 9.2.6: an event is its type, its id, its lines of data and an empty line", () => {
  assert.equal(spellEvent({ type: "data", id: "a_1", data: "[1]" }), "id: a_1\nevent: data\ndata: [1]\n\n");
  assert.equal(spellEvent({ data: "a\nb\r\nc\rd" }), "data: a\ndata: b\ndata: c\ndata: d\n\n");
  assert.equal(spellEvent({ data: "" }), "data: \n\n");
});

test("what no line can hold is our own fault", () => {
  assert.throws(() => spellEvent({ type: "a\nb", data: "" }), RangeError);
  assert.throws(() => spellEvent({ id: "a\u0000", data: "" }), RangeError);
});

test("P16: a client hears what was spelled, however the bytes are cut, and nothing of life signs", async () => {
  const text = fc.string({ unit: "grapheme", minLength: 1 }).map((each) => each.replace(/\r\n?/g, "\n"));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.constantFrom("data", "control"), text), { minLength: 1 }), async (events) => {
      const spelled = events.map(([type, data], index) => LIFE_SIGN + spellEvent({ type, id: `i${index}`, data }));
      const all = await heard(spelled.join("") + spellRetry(3), ["data", "control"]);
      assert.deepEqual(
        all,
        events.map(([type, data], index) => ({ type, data, id: `i${index}` })),
      );
    }),
    { numRuns: 50 },
  );
});

test("WHATWG HTML 9.2.6: a retry is digits only", () => {
  assert.equal(spellRetry(1730.6), "retry: 1731\n\n");
  assert.equal(spellRetry(-1), "retry: 0\n\n");
});
