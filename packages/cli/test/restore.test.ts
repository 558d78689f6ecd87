import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { Madang, tempFolder } from "./process.ts";

test("madang restore is refused while a server runs there, and says where it has put what was there", async (t) => {
  const [data, copy] = [await tempFolder(t), join(await tempFolder(t), "copy")];
  const server = new Madang(t, ["serve", "--port=0", `--data=${data}`]);
  await server.port();
  await new Madang(t, ["backup", copy, `--data=${data}`]).ended;
  const refused = await new Madang(t, ["restore", copy, `--data=${data}`]).ended;
  assert.equal(refused.code, 1);
  assert.match(refused.err, /^madang: the data folder .* is in use by another Madang server\n$/);
  server.child.kill("SIGTERM");
  await server.ended;
  const done = await new Madang(t, ["restore", copy, `--data=${data}`]).ended;
  assert.equal(done.code, 0, done.err);
  assert.match(done.out, /what was there is in .*replaced-1\. Readers who know of more are told to start over\.\n$/);
});
