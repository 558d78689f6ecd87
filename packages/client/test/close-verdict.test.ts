import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { CLOSE_CODES } from "@madang/wire";
import { closeVerdict } from "../src/close-verdict.ts";

test("the one table of close codes says whether to come back", () => {
  for (const [code, { returns }] of Object.entries(CLOSE_CODES)) {
    assert.deepEqual(closeVerdict(Number(code), ""), { returns, why: `the connection closed (${code})` });
  }
});

test("a reason says more than a code, and an unknown code is a mishap", () => {
  assert.deepEqual(closeVerdict(4001, "banned: spam"), { returns: false, why: "banned: spam" });
  assert.equal(closeVerdict(4999, "").returns, true);
});

test("docs/protocol.md: every close code stands in its table, with whether the client comes back", () => {
  const document = readFileSync(new URL("../../../docs/protocol.md", import.meta.url), "utf8");
  const said = new Map<number, boolean>();
  for (const [, codes = "", returns = ""] of document.matchAll(/^\| (\d{4} .+?) +\| (no|yes|with a new token) +\|$/gm))
    for (const [code] of codes.matchAll(/\b[14]\d{3}\b/g)) said.set(Number(code), returns !== "no");
  const known = Object.keys(CLOSE_CODES).map((code) => [Number(code), closeVerdict(Number(code), "").returns]);
  assert.deepEqual([...said].sort(byCode), known.sort(byCode));
});

function byCode([one]: readonly unknown[], [other]: readonly unknown[]): number {
  return Number(one) - Number(other);
}
