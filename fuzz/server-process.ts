import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("../packages/cli/src/main.ts", import.meta.url));
/** For an answer of a server that may be busy, on a machine that may be. */
const ANSWER_MS = 15_000;

/** `madang serve` on a folder and a port of its own. */
export class ServerProcess {
  readonly #child: ChildProcess;
  readonly #folder: string;
  port = 0;
  /** Resident memory in bytes, at the last `quiet`. */
  resident = 0;
  /** Lines of its log at level error, and what it wrote to standard error. */
  readonly faults: string[] = [];

  private constructor(child: ChildProcess, folder: string) {
    this.#child = child;
    this.#folder = folder;
  }

  static async start(): Promise<ServerProcess> {
    const folder = await mkdtemp(join(tmpdir(), "madang-fuzz-"));
    const child = spawn(process.execPath, [MAIN, "serve", "--port=0", `--data=${folder}`], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    const server = new ServerProcess(child, folder);
    child.stderr?.on("data", (text) => server.faults.push(String(text)));
    await new Promise<void>((resolve, reject) => {
      child.once("exit", (code) => reject(new Error(`the server ended with ${code}: ${server.faults.join("")}`)));
      createInterface({ input: child.stdout as NodeJS.ReadableStream }).on("line", (line) => {
        const { level, port } = JSON.parse(line) as { level: string; port?: number };
        if (level === "error" || level === "fatal") server.faults.push(line);
        if (port !== undefined && server.port === 0) {
          server.port = port;
          resolve();
        }
      });
    });
    return server;
  }

  /** Resolves when it has no connection left but the one that asks; rejects when it does not live or some stay. */
  async quiet(): Promise<void> {
    const end = performance.now() + ANSWER_MS;
    for (;;) {
      if ((await this.#get("/healthz")) !== '{"status":"alive"}') throw new Error("/healthz says something else");
      const metrics = await this.#get("/metrics");
      this.resident = gauge(metrics, "madang_resident_bytes");
      const left = gauge(metrics, "madang_websocket_connections");
      if (left === 0) return;
      if (performance.now() > end) throw new Error(`${left} connections of peers that have gone are still there`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      this.#child.kill("SIGTERM");
      await once(this.#child, "exit");
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #get(path: string): Promise<string> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) {
      throw new Error(
        `the server ended with ${this.#child.exitCode ?? this.#child.signalCode}: ${this.faults.join("")}`,
      );
    }
    const response = await fetch(`http://127.0.0.1:${this.port}${path}`, { signal: AbortSignal.timeout(ANSWER_MS) });
    return response.text();
  }
}

function gauge(metrics: string, name: string): number {
  return Number(new RegExp(`^${name} (\\S+)$`, "m").exec(metrics)?.[1] ?? Number.NaN);
}
