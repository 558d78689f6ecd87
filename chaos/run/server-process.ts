import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Ports } from "../transports/ports.ts";

export const REAL_SERVER: string = fileURLToPath(new URL("../../packages/cli/src/main.ts", import.meta.url));
/** How long a server may take to open, in milliseconds. */
const OPEN_MS = 60_000;
/** 4 KiB of what it complained is enough to see why. */
const COMPLAINT_BYTES = 4096;

/** What a server is started with. */
export interface ServerStart extends Ports {
  /** Its script, and what follows it. */
  readonly command: readonly string[];
  readonly data: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** The server as a process of its own. It ends with this one, however that ends. */
export class ServerProcess {
  readonly #child: ChildProcess;
  readonly ended: Promise<unknown>;
  readonly #end = (): void => void this.#child.kill("SIGKILL");
  /** When it is open, its port; undefined when it ended before. */
  readonly open: Promise<number | undefined>;
  #complaint = "";
  /** Its log lines that are no mere information. */
  readonly faults: string[] = [];

  constructor({ command, port, stompPort, data, environment }: ServerStart) {
    const args = [...command, "serve", "--port", `${port}`, "--stomp-port", `${stompPort}`, "--data", data];
    const env = { ...process.env, ...environment };
    this.#child = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "pipe"] });
    process.once("exit", this.#end);
    this.ended = once(this.#child, "close").then(() => process.off("exit", this.#end));
    this.#child.stderr?.on("data", (bytes: Buffer) => {
      this.#complaint = (this.#complaint + bytes.toString()).slice(-COMPLAINT_BYTES);
    });
    this.open = this.#opened();
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get running(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** What it wrote to its standard error. */
  get complaint(): string {
    return this.#complaint.trim();
  }

  /** How it ended. */
  get fate(): string {
    return `it ended with ${this.#child.exitCode ?? this.#child.signalCode}`;
  }

  async kill(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.ended;
  }

  /** Asks it to end, and waits until it has. */
  async stop(): Promise<void> {
    this.#child.kill("SIGTERM");
    await this.ended;
  }

  #opened(): Promise<number | undefined> {
    const { promise, resolve } = Promise.withResolvers<number | undefined>();
    const timer = setTimeout(() => {
      this.#complaint += `it was not open within ${OPEN_MS} ms`;
      this.#child.kill("SIGKILL");
    }, OPEN_MS);
    void this.ended.then(() => resolve(undefined));
    const { stdout } = this.#child;
    if (stdout !== null) createInterface(stdout).on("line", (line) => this.#hear(line, resolve));
    return promise.finally(() => clearTimeout(timer));
  }

  #hear(line: string, opened: (port: number) => void): void {
    const { port, level } = parse(line);
    if (typeof port === "number") opened(port);
    const grave = typeof level === "number" ? level > 30 : level === "warn" || level === "error";
    if (grave && this.faults.length < 100) this.faults.push(line.slice(0, 600));
  }
}

function parse(line: string): { readonly port?: unknown; readonly level?: unknown } {
  try {
    return JSON.parse(line) as { readonly port?: unknown; readonly level?: unknown };
  } catch {
    return {};
  }
}
