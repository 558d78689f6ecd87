import assert from "node:assert/strict";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pino } from "pino";
import { compose } from "../src/compose.ts";
import { backUp, restore } from "../src/data-folder.ts";
import { readSettings } from "../src/settings.ts";
import { tempFolder } from "./served.ts";

const SILENT = pino({ level: "silent" });

test("issue 5: a running server's folder is copied, its operator's token too; restored, readers who know of more are told", async (t) => {
  const [data, copy] = [join(await tempFolder(t), "data"), join(await tempFolder(t), "copy")];
  const page = await tempFolder(t);
  const settings = readSettings(["--port=0", `--data=${data}`], {});
  const say = async (port: number, text: string): Promise<string> => {
    const headers = { "content-type": "application/json" };
    const url = `http://127.0.0.1:${port}/rooms/chat/log?name=a`;
    const response = await fetch(url, { method: "POST", headers, body: JSON.stringify({ text }) });
    return response.headers.get("stream-next-offset") ?? "";
  };
  const first = await compose(settings, SILENT, page);
  const known = await say(first.port, "before");
  backUp(data, copy);
  const lost = await say(first.port, "after");
  await first.close();
  assert.equal(readFileSync(join(copy, "operator-token"), "utf8").trim(), first.madeToken);
  assert.equal(statSync(join(copy, "operator-token")).mode & 0o777, 0o600);
  const replaced = restore(copy, data);
  assert.ok(replaced !== undefined && existsSync(replaced));
  const again = await compose(settings, SILENT, page);
  t.after(() => again.close());
  assert.equal(again.madeToken, undefined);
  const status = async (offset: string): Promise<number> =>
    (await fetch(`http://127.0.0.1:${again.port}/rooms/chat/log?offset=${offset}`)).status;
  assert.deepEqual([await status(known), await status(lost)], [200, 410]);
  await say(again.port, "other");
  assert.deepEqual([await status(known), await status(lost)], [200, 410]);
});
