import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Process } from "./process.ts";

const MAIN = "packages/cli/src/main.ts";
export const OPERATOR_TOKEN = "the-operators-token-of-the-tests";

/** The real server as a process, with a folder that goes with it, on a port that it keeps when it is started again. */
export class ChatServer {
  readonly port: number;
  readonly #folder: string;
  readonly #args: readonly string[];
  #process: Process;

  private constructor(folder: string, args: readonly string[], started: { process: Process; said: string }) {
    this.#folder = folder;
    this.#args = args;
    this.#process = started.process;
    this.port = Number(started.said);
  }

  static async start(...args: readonly string[]): Promise<ChatServer> {
    const folder = await mkdtemp(path.join(tmpdir(), "madang-e2e-"));
    try {
      return new ChatServer(folder, args, await run(folder, 0, args));
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** As people write it. */
  get url(): string {
    return `http://localhost:${this.port}`;
  }

  get webSocketUrl(): string {
    return `ws://localhost:${this.port}`;
  }

  /** As a power cut would: no goodbye, nothing written that was not. */
  async kill(): Promise<void> {
    await this.#process.end("SIGKILL");
  }

  async startAgain(): Promise<void> {
    this.#process = (await run(this.#folder, this.port, this.#args)).process;
  }

  async close(): Promise<void> {
    await this.#process.end("SIGTERM");
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function run(folder: string, port: number, args: readonly string[]): Promise<{ process: Process; said: string }> {
  return Process.start({
    args: [MAIN, "serve", "--port", `${port}`, "--data", folder, "--log-level", "info", ...args],
    environment: { MADANG_ADMIN_TOKEN: OPERATOR_TOKEN },
    open: /"port":(\d+)/,
  });
}
