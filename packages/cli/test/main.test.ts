import assert from "node:assert/strict";
import { test } from "node:test";
import { Madang } from "./process.ts";

for (const args of [[], ["help"], ["--help"], ["serve", "--help"]]) {
  test(`cli: madang ${args.join(" ")} prints the help`, async (t) => {
    const { code, out, err } = await new Madang(t, args).ended;
    assert.deepEqual([code, err], [0, ""]);
    assert.match(out, /^madang serve .*\n.*--port/s);
  });
}

test("cli: what is no command is named, exit code 2", async (t) => {
  const { code, out, err } = await new Madang(t, ["dance"]).ended;
  assert.deepEqual([code, out], [2, ""]);
  assert.match(err, /^madang: .*dance.*\n$/);
});
