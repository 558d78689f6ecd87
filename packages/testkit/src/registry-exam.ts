import assert from "node:assert/strict";
import { describe, type TestContext, test } from "node:test";
import type { Registry, Retention } from "@madang/hub";
import type { Open, Reopen } from "./store-exam.ts";

/** What every `Registry` promises (`hub/src/registry.ts`). Without `reopen` nothing need last. */
export function registryExam<R extends Registry>(name: string, open: Open<R>, reopen?: Reopen<R>): void {
  describe(`${name} as a Registry`, () => {
    const examine = (title: string, exam: (registry: R, t: TestContext) => Promise<void>): void => {
      test(title, async (t) => exam(await open(t), t));
    };
    putting(examine);
    if (reopen === undefined) return;
    examine("reopened, the rooms are what they were", async (registry, t) => {
      await registry.put("방", { retention: { days: 7 } });
      const again = await reopen(registry, t);
      assert.deepEqual(await again.rooms(), [{ name: "방", retention: { days: 7 } }]);
    });
  });
}

function putting(examine: (title: string, exam: (registry: Registry) => Promise<void>) => void): void {
  examine("there are no rooms at first", async (registry) => {
    assert.deepEqual(await registry.rooms(), []);
    assert.equal(await registry.find("chat"), undefined);
  });

  examine("put makes a room, and then changes it", async (registry) => {
    assert.equal(await registry.put("chat", { retention: "forever" }), "made");
    assert.equal(await registry.put("chat", { retention: "volatile" }), "changed");
    assert.equal(await registry.put("chat", { retention: "volatile" }), "changed");
    assert.deepEqual(await registry.find("chat"), { name: "chat", retention: "volatile" });
    assert.equal((await registry.rooms()).length, 1);
  });

  examine("whether a room relays comes back, and is true when nobody says so", async (registry) => {
    await registry.put("chat", { retention: "forever", relay: false });
    assert.deepEqual(await registry.find("chat"), { name: "chat", retention: "forever", relay: false });
    await registry.put("chat", { retention: "forever" });
    assert.notEqual((await registry.find("chat"))?.relay, false);
  });

  examine("overlapping puts make one room", async (registry) => {
    const answers = await Promise.all([1, 2, 3].map((days) => registry.put("chat", { retention: { days } })));
    assert.deepEqual(answers, ["made", "changed", "changed"]);
    assert.deepEqual((await registry.find("chat"))?.retention, { days: 3 });
  });

  examine("every retention comes back as it was", async (registry) => {
    const retentions: Retention[] = ["forever", "volatile", { days: 1 }, { days: 30 }, { days: 99_999 }];
    for (const retention of retentions) {
      await registry.put("chat", { retention });
      assert.deepEqual((await registry.find("chat"))?.retention, retention);
    }
  });

  examine("rooms come in the order of their names, by code point", async (registry) => {
    // U+10400 sorts after U+FF21, though its first UTF-16 unit is the smaller one.
    const names = ["A", "a", "a-b", "가", "마당", "\uff21", "\u{10400}"];
    for (const name of names.toReversed()) await registry.put(name, { retention: "forever" });
    assert.deepEqual(
      (await registry.rooms()).map(({ name }) => name),
      names,
    );
  });
}
