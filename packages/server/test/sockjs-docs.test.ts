import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { served } from "./served.ts";

const DOCUMENT = new URL("../../../docs/sockjs.md", import.meta.url);

test("P24: the example of docs/sockjs.md does what it says", async (t) => {
  const { port } = await served(t);
  const [, script = ""] = /```js run\n([\s\S]*?)```/.exec(readFileSync(DOCUMENT, "utf8")) ?? [];
  const source = `const url = "http://127.0.0.1:${port}";\n${script}`;
  const args = ["--input-type=module", "--eval", source];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"], cwd: import.meta.dirname });
  t.after(() => child.kill());
  const [said] = (await once(child.stdout, "data")) as [Buffer];
  assert.equal(said.toString(), "Yuna: hello\n");
});
