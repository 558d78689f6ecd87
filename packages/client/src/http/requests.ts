import type { HttpParts } from "../way.ts";
import { Fault } from "./fault.ts";

/** How long an answer may take that nobody holds back. */
const ANSWER_MS = 10_000;

export type Query = readonly (readonly [name: string, value: string])[];

/** What a request is beside its address. */
export interface Asking {
  readonly query?: Query;
  /** A body makes it a POST. */
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  /** Milliseconds until the head of the answer. */
  readonly within?: number;
  /** The body goes on: the signal ends it, too. */
  readonly stays?: true;
}

/** Requests to one server as one person. The token is in a header, never in an address. */
export class Requests {
  readonly #parts: HttpParts;
  name: string | undefined;
  token: string | undefined;

  constructor(parts: HttpParts) {
    this.#parts = parts;
  }

  /** What `read` makes of the answer, when it is a good one. Rejects with a `Fault`. */
  async ask<T>(path: string, asking: Asking, read: (response: Response) => Promise<T> | T): Promise<T> {
    const { fetch, clock } = this.#parts;
    const { body, signal, within = ANSWER_MS } = asking;
    const own = new AbortController();
    const abort = (): void => own.abort();
    if (signal?.aborted) abort();
    signal?.addEventListener("abort", abort);
    const cancel = clock.after(within, abort);
    try {
      const response = await fetch(this.#addressOf(path, asking.query ?? []), {
        headers: {
          ...(this.token === undefined ? {} : { Authorization: `Bearer ${this.token}` }),
          ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        },
        ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
        cache: "no-store",
        credentials: "include",
        signal: own.signal,
      });
      if (!response.ok) throw await Fault.of(response);
      return await read(response);
    } catch (error) {
      // What is no answer of this server's, such as the page of a proxy, is as good as none.
      throw error instanceof Fault ? error : new Fault(0);
    } finally {
      cancel();
      if (!asking.stays) signal?.removeEventListener("abort", abort);
    }
  }

  #addressOf(path: string, query: Query): string {
    const named: Query = this.name === undefined ? query : [...query, ["name", this.name]];
    const text = named.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
    return `${this.#parts.server}${path}${text && "?"}${text}`;
  }
}

export function logOf(room: string): string {
  return `/rooms/${encodeURIComponent(room)}/log`;
}
