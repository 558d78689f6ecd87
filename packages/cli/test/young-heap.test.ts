import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";

/** The size that the young generation has come to in a process of its own that makes what lives for a while. */
function youngBytes(before: string): number {
  const code = `
    import { getHeapSpaceStatistics } from "node:v8";
    import { keepYoungHeapSmall } from ${JSON.stringify(new URL("../src/young-heap.ts", import.meta.url).href)};
    ${before};
    const kept = [];
    for (let made = 0; made < 2_000_000; made++) kept[made % 100_000] = { made };
    const { space_size } = getHeapSpaceStatistics().find(({ space_name }) => space_name === "new_space");
    process.stdout.write(String(space_size));`;
  return Number(execFileSync(process.execPath, ["--input-type=module", "-e", code], { encoding: "utf8" }));
}

test("V8's young generation stays as small as it begins", () => {
  const [grown, kept] = [youngBytes(""), youngBytes("keepYoungHeapSmall()")];
  assert.ok(kept <= 4 * 1024 * 1024, `${kept} bytes`);
  assert.ok(grown > 2 * kept, `${grown} bytes without it, ${kept} with it`);
});
