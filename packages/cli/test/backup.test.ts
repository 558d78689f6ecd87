import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Madang, tempFolder } from "./process.ts";

test("madang backup copies the folder of a running server, and says so in one line", async (t) => {
  const [data, copy] = [await tempFolder(t), join(await tempFolder(t), "copy")];
  const server = new Madang(t, ["serve", "--port=0", `--data=${data}`]);
  await server.port();
  const done = await new Madang(t, ["backup", copy, "--data", data]).ended;
  assert.deepEqual([done.code, done.err, done.out], [0, "", `The data folder ${data} is copied to ${copy}\n`]);
  assert.ok(existsSync(join(copy, "madang.db")));
  const twice = await new Madang(t, ["backup", copy], { MADANG_DATA: data }).ended;
  assert.deepEqual([twice.code, twice.err.split("\n").length], [1, 2]);
});
