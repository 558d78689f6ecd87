import { spawn } from "node:child_process";
import type { TestContext } from "node:test";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("../main.ts", import.meta.url));

/** A run as a process of its own: its exit code and its lines. */
export async function played(
  t: TestContext,
  ...args: string[]
): Promise<{ readonly code: number; readonly lines: string[] }> {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  t.after(() => child.kill("SIGTERM"));
  let out = "";
  child.stdout.on("data", (bytes) => {
    out += bytes;
  });
  const { promise, resolve } = Promise.withResolvers<number>();
  child.once("close", (code) => resolve(code ?? -1));
  return { code: await promise, lines: out.trimEnd().split("\n") };
}
