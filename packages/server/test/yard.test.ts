import assert from "node:assert/strict";
import { test } from "node:test";
import { readSettings } from "../src/settings.ts";
import { Undo } from "../src/undo.ts";
import { openYard, type Yard } from "../src/yard.ts";
import { tempFolder } from "./served.ts";

async function yardOf(t: Parameters<typeof tempFolder>[0], ...flags: string[]): Promise<Yard> {
  const undo = new Undo();
  const settings = readSettings([`--data=${await tempFolder(t)}`, ...flags], {});
  const yard = await openYard(settings, () => undefined, undo);
  t.after(() => undo.all());
  return yard;
}

/** Whether somebody who says 100 things at once is told to wait. */
function isBounded({ hub }: Yard): boolean {
  return Array.from({ length: 100 }, () => hub.messageWait({ kind: "guest", name: "철수" })).some((wait) => wait > 0);
}

test("design: the room chat is there from the first start on", async (t) => {
  const { hub } = await yardOf(t);
  assert.deepEqual(
    (await hub.rooms()).map(({ name }) => name),
    ["chat"],
  );
});

test("design: rate limits are off on loopback and on otherwise, unless they are said outright", async (t) => {
  assert.equal(isBounded(await yardOf(t)), false);
  assert.equal(isBounded(await yardOf(t, "--host=0.0.0.0")), true);
  assert.equal(isBounded(await yardOf(t, "--limits=on")), true);
  assert.equal(isBounded(await yardOf(t, "--host=0.0.0.0", "--limits=off")), false);
});

test("a key file that is none stops the start before the data folder is touched", async (t) => {
  const [folder, undo] = [await tempFolder(t), new Undo()];
  const settings = readSettings([`--data=${folder}/data`, `--jwt-key=${import.meta.filename}`], {});
  await assert.rejects(
    openYard(settings, () => undefined, undo),
    { name: "OptionError" },
  );
  await undo.all();
});
