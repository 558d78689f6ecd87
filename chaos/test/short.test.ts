import assert from "node:assert/strict";
import { test } from "node:test";
import { TRANSPORTS } from "../transports/all.ts";
import { played } from "./played.ts";

test("a short run over every transport: nothing lost, doubled or out of order", async (t) => {
  const { code, lines } = await played(t, "--seconds", "8", "--seed", "1", "--rate", "800");
  assert.equal(lines.at(-1), "0 lost, 0 doubled, 0 out of order", lines.join("\n"));
  assert.equal(code, 0, lines.join("\n"));
  const counted = (what: string): number => Number(lines.find((line) => line.startsWith(`${what}: `))?.split(": ")[1]);
  for (const { name } of TRANSPORTS) {
    const share = lines.find((line) => line.startsWith(`over ${name}: `)) ?? "";
    assert.match(share, /: [1-9]\d* read, [1-9]\d* receipts$/, lines.join("\n"));
  }
  assert.ok(counted("kills") > 0 && counted("acknowledged") > 100 && counted("repeats") > 0, lines.join("\n"));
});
