import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";

const modules = ["../src/log.ts", "../src/settings.ts"].map((path) =>
  JSON.stringify(new URL(path, import.meta.url).href),
);

/** What a process writes that logs at every level. */
function logged(level: string, terminal: boolean): string {
  const script = `
    const [{ makeLog }, { readSettings }] = await Promise.all([import(${modules[0]}), import(${modules[1]})]);
    const log = makeLog(readSettings(["--log-level", "${level}"], {}), ${terminal});
    log.debug("d"); log.info({ a: 1 }, "안녕"); log.warn("w"); log.error({ err: new Error("broken") }, "e");
    process.exit(0);`;
  return execFileSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
}

test("design: one JSON object a line, levels by name, nothing lost at exit", () => {
  const lines = logged("info", false).trimEnd().split("\n");
  const objects = lines.map(
    (line) => JSON.parse(line) as { level: string; msg: string; a?: number; err?: { message: string } },
  );
  assert.deepEqual(
    objects.map(({ level, msg }) => `${level} ${msg}`),
    ["info 안녕", "warn w", "error e"],
  );
  assert.equal(objects[0]?.a, 1);
  assert.equal(objects[2]?.err?.message, "broken");
});

test("design: pretty on a terminal, and only what the level lets through", () => {
  const text = logged("error", true);
  assert.match(text, /ERROR.*e/);
  assert.doesNotMatch(text, /안녕|\{"level"/);
});
