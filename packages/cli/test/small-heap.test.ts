import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";

/** The most that the young generation and the whole heap came to in a process that keeps the last 100,000 of what it makes. */
function mostBytes(before: string): { readonly young: number; readonly whole: number } {
  const code = `
    import { getHeapSpaceStatistics, getHeapStatistics } from "node:v8";
    import { keepHeapSmall } from ${JSON.stringify(new URL("../src/small-heap.ts", import.meta.url).href)};
    ${before};
    const kept = [];
    let whole = 0;
    for (let made = 0; made < 8_000_000; made++) {
      kept[made % 100_000] = { made, after: [made] };
      if (made % 10_000 === 0) whole = Math.max(whole, getHeapStatistics().used_heap_size);
    }
    const young = getHeapSpaceStatistics().find(({ space_name }) => space_name === "new_space").space_size;
    process.stdout.write(JSON.stringify({ young, whole }));`;
  const printed = execFileSync(process.execPath, ["--input-type=module", "-e", code], { encoding: "utf8" });
  return JSON.parse(printed) as { young: number; whole: number };
}

test("V8's young generation stays as small as it begins, and the old one near what is live", () => {
  const young = `(await import("node:v8")).setFlagsFromString("--semi-space-growth-factor=1")`;
  const [usual, small, onlyYoung] = [mostBytes(""), mostBytes("keepHeapSmall()"), mostBytes(young)];
  const said = JSON.stringify({ usual, small, onlyYoung });
  assert.ok(small.young <= 8 * 1024 * 1024, said);
  assert.ok(usual.young > 2 * small.young, said);
  assert.ok(onlyYoung.whole > 1.3 * small.whole, said);
});
