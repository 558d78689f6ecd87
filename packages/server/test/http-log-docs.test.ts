import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { promisify } from "node:util";
import { served } from "./served.ts";

const DOCUMENT = new URL("../../../docs/http-log.md", import.meta.url);
const EXAMPLE = /```sh run\n([\s\S]*?)```\n(?:```text\n([\s\S]*?)```)?/g;
const run = promisify(execFile);

/** A line of expected output, in which `…` stands for anything. */
function pattern(line: string): RegExp {
  const parts = line.split("…").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(parts.join(".*?"));
}

test("P24: the examples of docs/http-log.md do what they say", async (t) => {
  const { port } = await served(t);
  const examples = [...readFileSync(DOCUMENT, "utf8").matchAll(EXAMPLE)];
  assert.ok(examples.length >= 10);
  for (const [, script = "", expected = ""] of examples) {
    const { stdout } = await run("bash", ["-c", script], {
      env: { PATH: process.env["PATH"], M: `http://127.0.0.1:${port}` },
    });
    for (const line of expected.split("\n").filter((each) => each !== "")) {
      assert.match(stdout, pattern(line), `${script}\n→ ${stdout}`);
    }
  }
});
