import assert from "node:assert/strict";
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import type { TestContext } from "node:test";
import { setTimeout as after } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Appended } from "@madang/hub";

export type Asked =
  | { readonly kind: "append"; readonly ids: readonly string[] }
  | { readonly kind: "ids" | "head" | "refusing" | "close" };

interface Answer {
  readonly number: number;
  readonly value?: unknown;
  readonly error?: { readonly name: string; readonly message: string };
}

const SCRIPT = fileURLToPath(new URL("children/answering.ts", import.meta.url));
/** Between two questions whether it still refuses, in milliseconds. */
const ASK_AGAIN_MS = 50;
/** Writing comes back about a second after it can. */
const PATIENCE_MS = 15_000;

/** A store in a process of its own, which may be killed, preloaded, and limited. */
export class RemoteStore {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  #number = 0;

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.on("message", ({ number, value, error }: Answer) => {
      const waiting = this.#waiting.get(number);
      this.#waiting.delete(number);
      if (error === undefined) waiting?.resolve(value);
      else waiting?.reject(Object.assign(new Error(error.message), { name: error.name }));
    });
    child.on("exit", (code, signal) => {
      for (const { reject } of this.#waiting.values()) reject(new Error(`the process ended: ${code ?? signal}`));
    });
  }

  static async start(t: TestContext, folder: string, env: NodeJS.ProcessEnv = {}): Promise<RemoteStore> {
    const child = fork(SCRIPT, [folder], { env: { ...process.env, ...env } });
    t.after(() => child.kill("SIGKILL"));
    await once(child, "message");
    return new RemoteStore(child);
  }

  get pid(): number {
    return this.#child.pid ?? assert.fail("not started");
  }

  async append(...ids: string[]): Promise<Appended[]> {
    return (await this.#ask({ kind: "append", ids })) as Appended[];
  }

  async ids(): Promise<string[]> {
    return (await this.#ask({ kind: "ids" })) as string[];
  }

  async head(): Promise<number> {
    return (await this.#ask({ kind: "head" })) as number;
  }

  async refusing(): Promise<string | undefined> {
    return ((await this.#ask({ kind: "refusing" })) as string | null) ?? undefined;
  }

  /** Resolves when it has stopped refusing by itself. */
  async recovered(): Promise<void> {
    const deadline = performance.now() + PATIENCE_MS;
    while ((await this.refusing()) !== undefined) {
      assert.ok(performance.now() < deadline, "it still refuses");
      await after(ASK_AGAIN_MS);
    }
  }

  async close(): Promise<void> {
    const exit = once(this.#child, "exit");
    await this.#ask({ kind: "close" });
    await exit;
  }

  async kill(): Promise<void> {
    const exit = once(this.#child, "exit");
    this.#child.kill("SIGKILL");
    await exit;
  }

  #ask(asked: Asked): Promise<unknown> {
    const waiting = Promise.withResolvers<unknown>();
    this.#number++;
    this.#waiting.set(this.#number, waiting);
    this.#child.send({ number: this.#number, asked });
    return waiting.promise;
  }
}
