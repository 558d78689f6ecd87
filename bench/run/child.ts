import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** 4 KiB of what a child complained is enough to see why. */
const COMPLAINT_BYTES = 4096;
/** How long a child has to end by itself when asked, in milliseconds. */
const FAREWELL_MS = 3000;

/** A process of the bench. It ends with the bench, however that ends. */
export class Child {
  readonly pid: number;
  readonly ended: Promise<number>;
  readonly #process: ChildProcess;
  readonly #lines: string[] = [];
  readonly #kill = (): void => void this.#process.kill("SIGKILL");
  #heard: () => void = () => undefined;
  #complaint = "";
  #over = false;
  #code = 0;

  constructor([command = "", ...args]: readonly string[], env: Readonly<Record<string, string>> = {}) {
    this.#process = spawn(command, args, { env: { ...process.env, ...env }, stdio: ["pipe", "pipe", "pipe"] });
    this.pid = this.#process.pid ?? 0;
    process.once("exit", this.#kill);
    this.#process.stderr?.on("data", (chunk: Buffer) => {
      this.#complaint = (this.#complaint + chunk.toString()).slice(-COMPLAINT_BYTES);
    });
    if (this.#process.stdout !== null) {
      createInterface(this.#process.stdout).on("line", (line) => {
        if (this.#lines.push(line) > 100) this.#lines.shift();
        this.#heard();
      });
    }
    this.ended = new Promise((resolve) => {
      this.#process.once("error", (error) => this.#finish(-1, resolve, String(error)));
      this.#process.once("close", (code) => this.#finish(code ?? -1, resolve, ""));
    });
  }

  /** How it ended, when it did by itself; undefined while it runs. */
  get fate(): string | undefined {
    return this.#over ? `it ended with ${this.#code}: ${this.lastWords}` : undefined;
  }

  /** What the child said last, on either stream. */
  get lastWords(): string {
    return [this.#complaint.trim(), this.#lines.at(-1)].filter(Boolean).join("\n");
  }

  /** The first that `read` finds in a line of stdout. Rejects when the child ends before, or after `ms`. */
  async hear<T>(read: (line: string) => T | undefined, ms: number): Promise<T> {
    const until = performance.now() + ms;
    for (;;) {
      for (let line = this.#lines.shift(); line !== undefined; line = this.#lines.shift()) {
        const found = read(line);
        if (found !== undefined) return found;
      }
      const left = until - performance.now();
      if (this.#over || left <= 0) throw new Error(this.fate ?? `it said nothing: ${this.lastWords}`);
      await this.#next(left);
    }
  }

  /** Gives the child a line on its stdin. */
  say(line: string): void {
    this.#process.stdin?.write(`${line}\n`);
  }

  /** Asks the child to end; ends it when it does not. */
  async stop(): Promise<void> {
    this.#process.stdin?.end();
    this.#process.kill("SIGTERM");
    const timer = setTimeout(this.#kill, FAREWELL_MS);
    await this.ended;
    clearTimeout(timer);
  }

  #finish(code: number, resolve: (code: number) => void, complaint: string): void {
    this.#over = true;
    this.#code = code;
    this.#complaint += complaint;
    process.off("exit", this.#kill);
    resolve(code);
    this.#heard();
  }

  async #next(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, ms);
    this.#heard = resolve;
    await promise;
    clearTimeout(timer);
  }
}

/** Ctrl-C and its like end the bench through `exit`, where every child is ended. */
export function endOnSignals(): void {
  process.once("SIGINT", () => process.exit(130));
  process.once("SIGTERM", () => process.exit(143));
  process.once("SIGHUP", () => process.exit(129));
}
