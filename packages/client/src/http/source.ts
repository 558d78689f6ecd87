import type { ServerMessage } from "@madang/wire/native";
import type { HttpTransport } from "../transport.ts";
import type { HttpParts } from "../way.ts";
import type { CarrierEnd, Carry } from "./carrier.ts";
import { Fault } from "./fault.ts";
import type { Places } from "./places.ts";
import { longPoll, poll } from "./polling.ts";
import { readLog } from "./read-log.ts";
import type { Requests } from "./requests.ts";
import { stream } from "./streaming.ts";

/** What was sent comes back as an entry sooner than this, or the carrier brings nothing. */
const DOUBT_MS = 3000;
/** So many failures one after the other make it fall. */
const STRIKES = 2;

const CARRIERS: Readonly<Record<HttpTransport, Carry>> = { sse: stream, "long-poll": longPoll, poll };

/** What a source tells; nothing follows `failed`. */
export interface SourceUser {
  heard(message: ServerMessage): void;
  alive(): void;
  carries(transport: HttpTransport): void;
  failed(code: number, why: string): void;
}

export interface SourceParts extends HttpParts {
  readonly requests: Requests;
  readonly places: Places;
}

/**
 * What comes after the places, over the best HTTP transport that gets through: it falls from one to the next, and looks
 * in the background whether a better one works again. The places make every change one without a gap.
 */
export class Source {
  readonly #parts: SourceParts;
  readonly #user: SourceUser;
  readonly #climb: ReturnType<HttpParts["tools"]["climb"]>;
  #transport: HttpTransport;
  #current: AbortController | undefined;
  #better: AbortController | undefined;
  #strikes = 0;
  #cancelWait: (() => void) | undefined;
  #cancelDoubt: (() => void) | undefined;

  constructor(parts: SourceParts, user: SourceUser) {
    this.#parts = parts;
    this.#user = user;
    this.#transport = parts.first;
    this.#climb = parts.tools.climb(parts.clock, parts.random, () => this.#tryBetter());
  }

  /** The places are others now. */
  start(): void {
    this.stop();
    if (this.#parts.places.size > 0) this.#start();
  }

  stop(): void {
    this.#cancelWait?.();
    this.#cancelDoubt?.();
    this.#cancelDoubt = undefined;
    this.#climb.stop();
    this.#current?.abort();
    this.#better?.abort();
  }

  /** Asks at once and begins again: somebody has a reason for doubt. */
  again(): void {
    this.#climb.hurry();
    void this.#check(0);
  }

  /** This entry has to come. */
  expect(room: string, position: string): void {
    const { places, clock } = this.#parts;
    if (!places.lacks(room, position)) return;
    this.#cancelDoubt ??= clock.after(DOUBT_MS, () => {
      this.#cancelDoubt = undefined;
      if (places.lacks(room, position)) this.#ended("silent");
    });
  }

  #start(): void {
    const own = new AbortController();
    this.#current = own;
    this.#user.carries(this.#transport);
    this.#carry(this.#transport, own, (end) => this.#ended(end));
    if (this.#above !== undefined) this.#climb.wait();
  }

  #carry(transport: HttpTransport, own: AbortController, ended: (end: CarrierEnd) => void): void {
    const { requests, places, clock } = this.#parts;
    const { signal } = own;
    void CARRIERS[transport](
      { requests, places, clock, signal },
      {
        heard: (message) => {
          this.#user.heard(message);
          if (message.type === "reconnect") this.#user.failed(1012, message.why);
        },
        alive: () => {
          if (own === this.#better) this.#rise(transport, own);
          this.#user.alive();
        },
        ended: (end) => {
          if (!signal.aborted) ended(end);
        },
      },
    );
  }

  get #above(): HttpTransport | undefined {
    const { transports } = this.#parts;
    return transports[transports.indexOf(this.#transport) - 1];
  }

  #tryBetter(): void {
    const above = this.#above;
    if (above === undefined) return;
    const own = new AbortController();
    this.#better?.abort();
    this.#better = own;
    this.#carry(above, own, () => {
      this.#better = undefined;
      this.#climb.wait();
    });
  }

  #rise(transport: HttpTransport, own: AbortController): void {
    this.#current?.abort();
    this.#current = own;
    this.#better = undefined;
    this.#transport = transport;
    this.#strikes = 0;
    this.#climb.stop();
    if (this.#above !== undefined) this.#climb.wait();
    this.#user.carries(transport);
  }

  #ended(end: CarrierEnd): void {
    if (end === "cut") this.#strikes = 0;
    else if (end === "silent") this.#strikes = STRIKES;
    else if (this.#isToldBy(end)) return;
    else this.#strikes += 1;
    const { transports, tools, random } = this.#parts;
    const below = transports[transports.indexOf(this.#transport) + 1];
    const isDone = this.#strikes >= STRIKES && below !== undefined;
    if (isDone) {
      this.#transport = below;
      this.#strikes = 0;
    }
    void this.#check(this.#strikes === 0 ? 0 : tools.backoff(this.#strikes, random));
  }

  /** Reads on once, which nothing in between should hinder, and then begins again: whether the server is there shows by it. */
  async #check(wait: number): Promise<void> {
    const { requests, places, clock } = this.#parts;
    this.#current?.abort();
    const own = new AbortController();
    const { signal } = own;
    this.#current = own;
    if (places.size === 0) return;
    try {
      while (!(await readLog({ requests, places, signal }, this.#user)) && !signal.aborted);
      if (signal.aborted) return;
      this.#user.alive();
      if (wait === 0) {
        this.#start();
        return;
      }
      this.#cancelWait?.();
      this.#cancelWait = clock.after(wait, () => {
        if (!signal.aborted) this.#start();
      });
    } catch (error) {
      if (signal.aborted || (error instanceof Fault && this.#isToldBy(error))) return;
      this.#user.failed(1006, "the server does not answer");
    }
  }

  /** Whether the server has said by it how to go on: not with this link, or later. */
  #isToldBy(fault: Fault): boolean {
    const { code, message, wait = 1000 } = fault;
    if (code === undefined) return false;
    if (code === "fast" || code === "refused") {
      this.#cancelWait?.();
      this.#cancelWait = this.#parts.clock.after(wait, () => void this.#check(0));
    } else this.#user.failed(fault.closeCode, message);
    return true;
  }
}
