import type { Hello, PersonObject } from "@madang/wire/native";
import type { Clock } from "./clock.ts";
import type { ClientOptions } from "./options.ts";

const MINUTE_MS = 60_000;
/** A wrong clock here must not make every login look over, and ask for tokens without end. */
const LEAST_MS = 30_000;
/** Beyond 2³¹ ms `setTimeout` fires at once; and a machine that slept looks again soon enough. */
const MOST_MS = 3_600_000;

/** Who the client says it is, and the renewal of its login. */
export class Login {
  readonly #options: ClientOptions;
  readonly #clock: Clock;
  #cancel: (() => void) | undefined;

  constructor(options: ClientOptions, clock: Clock) {
    this.#options = options;
    this.#clock = clock;
  }

  /** Whether a login that has ended can be followed by another one; a cookie may have been renewed by the page. */
  get renewable(): boolean {
    return typeof this.#options.token !== "string";
  }

  /** The first message. A guest whose name the server made stays that guest, or its repeats would be another author's. */
  async hello(you: PersonObject | undefined): Promise<Hello> {
    const token = await this.#token();
    const name = this.#options.name ?? (you?.kind === "guest" ? you.name : undefined);
    return {
      type: "hello",
      ...(token === undefined ? {} : { token }),
      ...(name === undefined ? {} : { name }),
    };
  }

  /** Gives a fresh token about a minute before the login ends. */
  keep(expires: number | undefined, fresh: (token: string) => void): void {
    this.stop();
    if (expires === undefined || typeof this.#options.token !== "function") return;
    const left = expires - this.#clock.now();
    const wait = Math.max(left - MINUTE_MS, left / 2, LEAST_MS);
    const again = (): void => this.keep(expires, fresh);
    const cancel = this.#clock.after(
      Math.min(wait, MOST_MS),
      wait > MOST_MS ? again : () => void this.#renew(fresh, again),
    );
    this.#cancel = cancel;
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  async #renew(fresh: (token: string) => void, again: () => void): Promise<void> {
    const asked = this.#cancel;
    const token = await this.#token().catch(() => undefined);
    if (this.#cancel !== asked) return;
    if (token === undefined) again();
    else fresh(token);
  }

  async #token(): Promise<string | undefined> {
    const { token } = this.#options;
    return typeof token === "function" ? token() : token;
  }
}
