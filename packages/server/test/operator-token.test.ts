import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { operatorToken, sameToken } from "../src/operator-token.ts";
import { tempFolder } from "./served.ts";

test("design: a token is made at first start, kept for its owner alone, and the same from then on", async (t) => {
  const folder = await tempFolder(t);
  const first = await operatorToken(undefined, folder);
  assert.ok(first.made);
  assert.match(first.token, /^[\w-]{32}$/);
  assert.deepEqual(readdirSync(folder), []);
  await first.keep();
  assert.deepEqual(readdirSync(folder), ["operator-token"]);
  assert.equal(statSync(join(folder, "operator-token")).mode & 0o777, 0o600);
  const second = await operatorToken(undefined, folder);
  assert.deepEqual([second.token, second.made], [first.token, false]);
  await second.keep();
  assert.equal(readFileSync(join(folder, "operator-token"), "utf8"), `${first.token}\n`);
});

test("design: a token that is given wins, and is written nowhere", async (t) => {
  const folder = await tempFolder(t);
  const given = await operatorToken("given-in-the-environment", folder);
  await given.keep();
  assert.deepEqual([given.token, given.made], ["given-in-the-environment", false]);
  assert.deepEqual(readdirSync(folder), []);
});

test("a crash in between leaves no half token: an empty file or a leftover is made anew, closed to others", async (t) => {
  const folder = await tempFolder(t);
  writeFileSync(join(folder, "operator-token"), "", { mode: 0o644 });
  writeFileSync(join(folder, "operator-token.new"), "half", { mode: 0o644 });
  const made = await operatorToken(undefined, folder);
  assert.ok(made.made);
  await made.keep();
  assert.equal(statSync(join(folder, "operator-token")).mode & 0o777, 0o600);
  assert.equal(readFileSync(join(folder, "operator-token"), "utf8"), `${made.token}\n`);
});

test("a token that cannot be read is a failure, not a reason to make another", async (t) => {
  const folder = await tempFolder(t);
  mkdirSync(join(folder, "operator-token"));
  await assert.rejects(operatorToken(undefined, folder), { code: "EISDIR" });
});

test("tokens are the same or not, whatever their lengths", () => {
  assert.ok(sameToken("a", "a"));
  assert.ok(!sameToken("a", "b"));
  assert.ok(!sameToken("a", "aa"));
  assert.ok(!sameToken("", "a"));
});
