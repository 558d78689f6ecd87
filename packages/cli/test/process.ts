import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import type { TestContext } from "node:test";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("../src/main.ts", import.meta.url));

/** A folder that goes with the test. */
export async function tempFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "madang-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** How a process ended, and all that it wrote. */
export interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly out: string;
  readonly err: string;
}

/** The command as a process of its own. */
export class Madang {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  readonly ended: Promise<Ended>;
  #out = "";
  #err = "";

  constructor(t: TestContext, args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
    const env = { PATH: process.env["PATH"], ...environment };
    this.child = spawn(process.execPath, [MAIN, ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
    this.child.stdout.on("data", (text: Buffer) => {
      this.#out += text;
    });
    this.child.stderr.on("data", (text: Buffer) => {
      this.#err += text;
    });
    this.ended = once(this.child, "close").then(([code, signal]: (number | string | null)[]) => ({
      code: typeof code === "number" ? code : null,
      signal: typeof signal === "string" ? signal : null,
      out: this.#out,
      err: this.#err,
    }));
    t.after(async () => {
      this.child.kill("SIGKILL");
      await this.ended;
    });
  }

  /** Waits for the start line; answers the port. */
  async port(): Promise<number> {
    const ended = this.ended.then(({ code, err }) => {
      throw new Error(`ended with ${code} before it was open: ${err}`);
    });
    for (;;) {
      const line = this.lines.find(({ port }) => typeof port === "number");
      if (typeof line?.["port"] === "number") return line["port"];
      await Promise.race([once(this.child.stdout, "data", { signal: AbortSignal.timeout(10_000) }), ended]);
    }
  }

  /** All that it has printed. */
  get out(): string {
    return this.#out;
  }

  /** The log so far. */
  get lines(): Record<string, unknown>[] {
    const whole = this.#out.split("\n").slice(0, -1);
    return whole.map((line) => JSON.parse(line) as Record<string, unknown>);
  }
}
