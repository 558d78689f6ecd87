import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { promisify } from "node:util";
import { Listeners } from "../src/listeners.ts";

test("everybody hears in the order of coming, the same function twice when added twice, and nobody after leaving", () => {
  const listeners = new Listeners<string>();
  const heard: string[] = [];
  const hear = (value: string): number => heard.push(value);
  const off = listeners.add(hear);
  listeners.add(hear);
  listeners.tell("a");
  off();
  off();
  listeners.tell("b");
  assert.deepEqual(heard, ["a", "a", "b"]);
});

test("one that throws harms neither the others nor the teller, and is reported", async () => {
  const script = `
    import { Listeners } from ${JSON.stringify(new URL("../src/listeners.ts", import.meta.url).href)};
    process.on("unhandledRejection", (error) => console.log(String(error)));
    const listeners = new Listeners();
    listeners.add(() => { throw new Error("mine"); });
    listeners.add((value) => console.log(value));
    listeners.tell("others");`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script]);
  assert.equal(stdout, "others\nError: mine\n");
});
