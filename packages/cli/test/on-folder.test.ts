import assert from "node:assert/strict";
import { test } from "node:test";
import { Madang } from "./process.ts";

test("a command line that is wrong is told in one line, with exit code 2", async (t) => {
  for (const [args, why] of [
    [["backup"], /^madang: madang backup <folder>: name the folder first\n$/],
    [["restore", "--data=x"], /^madang: madang restore <folder>: name the folder first\n$/],
    [["backup", "/tmp/x", "--colour=red"], /^madang: .*--colour.*\n$/],
  ] as const) {
    const { code, err } = await new Madang(t, args).ended;
    assert.equal(code, 2);
    assert.match(err, why);
  }
});
