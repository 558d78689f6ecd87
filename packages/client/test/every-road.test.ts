import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { openHttp } from "../src/http/index.ts";
import type { Transport } from "../src/transport.ts";
import { Chat, heard, texts } from "./chat.ts";
import { FakeHttp } from "./fake-http.ts";
import type { Held } from "./sieve.ts";

const HELD: readonly (Held | "all")[] = ["websocket", "sse", "long-poll", "all"];

type Step =
  | { readonly do: "say" | "post" | "cut" | "back" | "lose" | "settle" }
  | { readonly do: "hold"; readonly held: readonly (Held | "all")[] }
  | { readonly do: "wait"; readonly ms: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constantFrom("say", "post", "settle") }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom("cut", "back", "lose") }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("hold"),
      held: fc.oneof(fc.subarray([...HELD]), fc.constant(HELD.slice(0, 3))),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("wait"), ms: fc.integer({ min: 1, max: 40_000 }) }) },
);

/** A chat that may go by every transport, over a network that a test spoils. */
class Network {
  readonly chat: Chat;
  readonly http: FakeHttp;
  readonly gone = new Set<Transport>();
  said = 0;

  constructor() {
    let http: FakeHttp | undefined;
    const given = { fetch: ((...args) => (http ?? this.http).fetch(...args)) as typeof fetch };
    const notes = new Map<string, string>();
    this.chat = new Chat(
      { transports: ["websocket", "sse", "long-poll", "poll"] },
      {
        ...given,
        loadHttp: async () => ({ openHttp }),
        notes: { getItem: (key) => notes.get(key) ?? null, setItem: (key, value) => void notes.set(key, value) },
      },
    );
    http = new FakeHttp(this.chat.server);
    this.http = http;
    this.chat.client.on("state", (state) => {
      if (state.kind === "open") this.gone.add(state.transport);
    });
  }

  hold(held: readonly (Held | "all")[]): void {
    this.http.held.clear();
    for (const each of held) this.http.held.add(each);
    this.chat.server.unreachable = this.http.held.has("websocket") || this.http.held.has("all");
    this.http.cut();
  }

  async settle(): Promise<void> {
    for (let moved = true; moved; ) {
      await this.chat.settle();
      moved = this.http.pump();
      for (let turns = 0; turns < 3; turns += 1) await new Promise(setImmediate);
    }
  }

  async take(next: Step): Promise<void> {
    const { client, server, clock } = this.chat;
    if (next.do === "say") client.join("chat").send(`mine ${this.said++}`);
    else if (next.do === "post") server.post("theirs");
    else if (next.do === "hold") this.hold(next.held);
    else if (next.do === "back") this.chat.back();
    else if (next.do === "lose") this.http.loses = true;
    else if (next.do === "settle") await this.settle();
    else if (next.do === "wait") clock.advance(next.ms);
    else {
      this.http.cut();
      for (const link of server.links) link.cut();
    }
  }

  async calm(): Promise<void> {
    this.hold([]);
    this.http.loses = false;
    for (let round = 0; round < 30; round += 1) {
      await this.settle();
      this.chat.clock.advance(5000);
    }
    await this.settle();
  }
}

test("property: whatever transports fail and come back, each text is one entry, and each entry is read once, in order", async () => {
  const gone = new Map<Transport, number>();
  let repeats = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 100, size: "max" }), async (steps) => {
      const network = new Network();
      const { chat } = network;
      const room = chat.client.join("chat", { last: 200 });
      const events = heard(room);
      for (const each of steps) {
        await network.take(each);
        await new Promise(setImmediate);
      }
      await network.calm();
      const kept = chat.server.chat.entries;
      assert.deepEqual(
        texts(events),
        kept.map(({ text }) => text),
      );
      const mine = kept.filter(({ author }) => author.name === "철수").map(({ text }) => text);
      assert.deepEqual(
        mine,
        Array.from({ length: network.said }, (_, at) => `mine ${at}`),
      );
      assert.ok(events.every(({ kind }) => kind !== "gap" && kind !== "skipped" && kind !== "error"));
      assert.equal(chat.client.state.kind, "open");
      for (const transport of network.gone) gone.set(transport, (gone.get(transport) ?? 0) + 1);
      repeats += chat.server.repeats;
      chat.client.close();
      await network.settle();
      assert.equal(chat.clock.timers, 0);
      assert.equal(network.http.open, 0);
    }),
    { numRuns: 200 },
  );
  for (const transport of ["websocket", "sse", "long-poll", "poll"] as const)
    assert.ok((gone.get(transport) ?? 0) > 5, `only ${gone.get(transport)} runs went by ${transport}`);
  assert.ok(repeats > 5, `only ${repeats} repeats`);
});
