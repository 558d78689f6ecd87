import assert from "node:assert/strict";
import { test } from "node:test";
import type { EntryObject } from "@madang/wire/native";
import fc from "fast-check";
import { Chat, heard, texts } from "./chat.ts";

type Step =
  | { readonly do: "say" | "post" | "cut" | "back" }
  | { readonly do: "up" | "down"; readonly count: number }
  | { readonly do: "wait"; readonly ms: number }
  | { readonly do: "refuse"; readonly code: "fast" | "refused" };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom("say", "post") }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom("cut", "back") }) },
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constantFrom("up", "down"), count: fc.integer({ min: 1, max: 4 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("wait"), ms: fc.integer({ min: 1, max: 30_000 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("refuse"), code: fc.constantFrom("fast", "refused") }) },
);

const isMine = ({ author }: EntryObject): boolean => author.name === "철수";

/** A chat whose server refuses the next text when the test says so. */
class Rough extends Chat {
  said = 0;
  #refuse: string | undefined;

  constructor() {
    super();
    this.server.script = (link, message) => {
      if (message.type !== "send" || this.#refuse === undefined) return false;
      link.tell({ type: "error", code: this.#refuse, wait: 300, why: "later", room: "chat", id: message.id });
      this.#refuse = undefined;
      return true;
    };
  }

  take(next: Step): void {
    const link = this.server.links.at(-1);
    if (next.do === "up" || next.do === "down") {
      link?.open();
      if (next.do === "up") link?.deliverUp(next.count);
      else link?.deliverDown(next.count);
    } else if (next.do === "say") this.client.join("chat").send(`mine ${this.said++}`);
    else if (next.do === "post") this.server.post("theirs");
    else if (next.do === "cut") link?.cut();
    else if (next.do === "back") this.back();
    else if (next.do === "wait") this.clock.advance(next.ms);
    else if (next.do === "refuse") this.#refuse = next.code;
  }

  /** From here on nothing is lost. */
  async calm(): Promise<void> {
    await this.settle();
    const isDone = (): boolean => this.kinds.at(-1) === "open" && this.mine.length === this.said;
    for (let second = 0; second < 120 && !isDone(); second += 1) await this.advance(1000);
  }

  get mine(): readonly EntryObject[] {
    return this.server.chat.entries.filter(isMine);
  }
}

test("design.md, the promise: each text is one entry and in order, and a reader sees each entry once and in order", async () => {
  let resumed = 0;
  let repeated = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 200, size: "max" }), async (steps) => {
      const chat = new Rough();
      const events = heard(chat.client.join("chat", { last: 200 }));
      await chat.settle();
      for (const next of steps) {
        chat.take(next);
        await new Promise(setImmediate);
      }
      await chat.calm();
      const wanted = Array.from({ length: chat.said }, (_, i) => `mine ${i}`);
      assert.deepEqual(
        chat.mine.map(({ text }) => text),
        wanted,
      );
      assert.deepEqual(
        texts(events),
        chat.server.chat.entries.map(({ text }) => text),
      );
      resumed += events.filter((event) => event.kind === "joined" && event.resumed).length;
      repeated += chat.server.repeats;
      chat.client.close();
      assert.equal(chat.clock.timers, 0);
    }),
    { numRuns: 500 },
  );
  assert.ok(resumed > 100, `only ${resumed} reconnects were tried`);
  assert.ok(repeated > 50, `only ${repeated} repeats were tried`);
});
