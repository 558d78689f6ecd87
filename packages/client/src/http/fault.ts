import type { ErrorCode, ErrorMessage } from "@madang/wire/native";

const CODES: Readonly<Partial<Record<number, ErrorCode>>> = {
  400: "bad",
  401: "login",
  403: "banned",
  404: "room",
  409: "conflict",
  410: "gone",
  413: "bad",
  429: "fast",
  503: "refused",
};

/** What lasted as long as this before it broke has not failed: proxies have their times. */
export const LASTED_MS = 5000;

/** An answer that is none of the good ones (docs/http-log.md, "Errors"); status 0 is no answer at all. */
export class Fault extends Error {
  readonly status: number;
  readonly #problem: Readonly<Record<string, unknown>>;
  /** Milliseconds. */
  readonly wait: number | undefined;

  constructor(status: number, problem: Readonly<Record<string, unknown>> = {}, wait?: number) {
    const { detail = "the server does not answer" } = problem;
    super(String(detail));
    this.status = status;
    this.#problem = problem;
    this.wait = wait;
  }

  static async of(response: Response): Promise<Fault> {
    const problem: unknown = await response.json().catch(() => undefined);
    const seconds = Number(response.headers.get("Retry-After") ?? Number.NaN);
    // Only a problem document is the server's own word; another page comes from something in between.
    if (typeof problem !== "object" || problem === null || !("status" in problem)) return new Fault(0);
    return new Fault(response.status, { ...problem }, Number.isFinite(seconds) ? seconds * 1000 : undefined);
  }

  get code(): ErrorCode | undefined {
    return CODES[this.status];
  }

  /** As the native protocol would end the connection: a room that has changed is joined anew. */
  get closeCode(): number {
    return this.status === 401 ? 4002 : this.status === 403 ? 4001 : this.status === 409 ? 4003 : 1012;
  }

  /** What the server says of the thing that was asked, in the native protocol's words; undefined when the way is at fault. */
  told(about: Pick<ErrorMessage, "room" | "id" | "ref">): ErrorMessage | undefined {
    const { code, message: why } = this;
    if (code === undefined) return undefined;
    const { cause } = this.#problem;
    return {
      type: "error",
      code,
      why,
      ...(cause === "history" || cause === "retention" ? { cause } : {}),
      ...(this.wait === undefined ? {} : { wait: this.wait }),
      ...about,
    };
  }
}
