import type { Duplex } from "node:stream";
import type { Host } from "@madang/wire";
import { type HttpRefusal, spellRefusal } from "@madang/wire/websocket";

/** 2 s, and up to one sweep more, for a refused peer to read why. */
const LINGER_MS = 2000;

/** Connections that have been refused. What they still send is thrown away: unread, it would reset the answer away. */
export class TurnedAway {
  readonly #host: Host;
  readonly #deadlines = new Map<Duplex, number>();

  constructor(host: Host) {
    this.#host = host;
  }

  /** Answers and ends a connection that nobody else listens to any more. */
  add(stream: Duplex, refusal: HttpRefusal, now: number): void {
    stream.on("error", ignore);
    stream.end(spellRefusal(challenged(refusal), this.#host));
    stream.resume();
    this.#deadlines.set(stream, now + LINGER_MS);
  }

  sweep(now: number): void {
    for (const [stream, deadline] of this.#deadlines) {
      if (!stream.destroyed && deadline > now) continue;
      stream.destroy();
      this.#deadlines.delete(stream);
    }
  }
}

/** RFC 9110 section 11.6.1: a 401 names what would be taken. */
export function challenged(refusal: HttpRefusal): HttpRefusal {
  if (refusal.status !== 401) return refusal;
  return { ...refusal, headers: { "WWW-Authenticate": "Bearer", ...refusal.headers } };
}

/** A broken connection has nothing more to read. */
function ignore(): void {}
