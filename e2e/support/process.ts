import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";

export const ROOT: string = fileURLToPath(new URL("../../", import.meta.url));
/** 15 s for a process to say that it is open, on a machine that is busy with the rest of the tests. */
const OPEN_MS = 15_000;

export interface ProcessOptions {
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Its first group is the answer. */
  readonly open: RegExp;
}

/** A program of ours as a process of its own, until it is ended here. */
export class Process {
  readonly #child: ChildProcessByStdio<null, Readable, Readable>;
  readonly #ended: Promise<unknown>;
  #out = "";
  #isOver = false;

  private constructor({ args, environment = {} }: ProcessOptions) {
    const env = { PATH: process.env["PATH"], ...environment };
    this.#child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ["ignore", "pipe", "pipe"] });
    this.#ended = once(this.#child, "close").then(() => {
      this.#isOver = true;
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream.on("data", (text: Buffer) => {
        this.#out += text;
      });
    }
  }

  /** Starts it, and answers what it says of itself when it is open. */
  static async start(options: ProcessOptions): Promise<{ readonly process: Process; readonly said: string }> {
    const started = new Process(options);
    const deadline = AbortSignal.timeout(OPEN_MS);
    for (;;) {
      const said = options.open.exec(started.#out)?.[1];
      if (said !== undefined) return { process: started, said };
      if (started.#isOver || deadline.aborted) {
        await started.end("SIGKILL");
        throw new Error(`${options.args.join(" ")} did not open:\n${started.#out}`);
      }
      const data = once(started.#child.stdout, "data", { signal: deadline }).catch(() => undefined);
      await Promise.race([data, started.#ended]);
    }
  }

  /** All that it wrote so far. */
  get out(): string {
    return this.#out;
  }

  async end(signal: "SIGTERM" | "SIGKILL"): Promise<void> {
    this.#child.kill(signal);
    await this.#ended;
  }
}
