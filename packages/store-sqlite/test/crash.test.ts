import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { EMPTY_CHECK, nextCheck } from "@madang/hub";
import { openSqliteStore } from "@madang/store-sqlite";
import { tempFolder } from "./temp-folder.ts";

const APPENDER = fileURLToPath(new URL("children/appender.ts", import.meta.url));
const LIVES = 4;

/** The ids that a process had acknowledged when it was killed, after `enough` of them. */
async function acknowledgedUntilKilled(folder: string, life: number, enough: number): Promise<string[]> {
  const child = spawn(process.execPath, [APPENDER, folder, String(life)], { stdio: ["ignore", "pipe", "inherit"] });
  const ids: string[] = [];
  const closed = once(child, "close");
  createInterface({ input: child.stdout }).on("line", (line) => {
    ids.push(line);
    if (ids.length === enough) child.kill("SIGKILL");
  });
  await closed;
  return ids;
}

test("every acknowledged entry is there after SIGKILL, once, contiguous, with its check", async (t) => {
  const folder = tempFolder(t);
  const acknowledged: string[] = [];
  for (let life = 0; life < LIVES; life++)
    acknowledged.push(...(await acknowledgedUntilKilled(folder, life, 200 + life * 333)));
  const store = await openSqliteStore({ folder });
  t.after(() => store.close());
  const entries = await store.read("chat", 0, 1_000_000);
  const places = new Map(entries.map(({ id, offset }) => [id, offset]));
  assert.equal(places.size, entries.length, "no id twice");
  assert.deepEqual(
    acknowledged.filter((id) => !places.has(id)),
    [],
  );
  assert.deepEqual(
    entries.map(({ offset }) => offset),
    entries.map((_, index) => index + 1),
  );
  const before = (index: number): number => entries[index - 1]?.check ?? EMPTY_CHECK;
  assert.ok(entries.every((entry, index) => entry.check === nextCheck(before(index), entry)));
  assert.equal(new Set(entries.map(({ epoch }) => epoch)).size, 1);
  const lanes = Map.groupBy(entries, ({ id }) => id.slice(0, id.lastIndexOf("-")));
  for (const [lane, said] of lanes)
    assert.deepEqual(
      said.map(({ id }) => id),
      said.map((_, count) => `${lane}-${count}`),
    );
});
