import type { Duplex } from "node:stream";
import type { Admission, Host } from "@madang/wire";
import { type DeflateAgreement, type DeflatePolicy, DeflateTerms, type Extension } from "@madang/wire/websocket";
import { Crowd } from "./crowd.ts";
import type { EndReason } from "./end-reason.ts";
import { LinkKinds } from "./link-kinds.ts";
import type { Ticker } from "./ticker.ts";
import { WebSocketLink } from "./web-socket-link.ts";
import { WriteRound } from "./write-round.ts";

/** 25 s between heart-beats: below the 30 s and 60 s after which proxies give up on a silent connection. */
const BEAT_MS = 25_000;

/** What the connections stand on. */
export interface LinksOptions {
  readonly host: Host;
  readonly turn: { atEnd(call: () => void): void };
  readonly ticker: Ticker;
  /** What becomes of offers to compress; nothing is compressed without it. */
  readonly deflate?: DeflatePolicy | undefined;
  fault(error: unknown): void;
}

/** What a connection's handshake came to. */
export interface Opening {
  readonly admission: Admission;
  /** As `agree` answered. */
  readonly deflate: DeflateAgreement | undefined;
  /** What came after the handshake. */
  readonly rest: Uint8Array;
  /** The answer to the handshake, where it goes out on the stream itself: in one write with what the session says first. */
  readonly answer?: Uint8Array;
}

/** All WebSocket connections of a listener: one heart-beat, one write round, one goodbye. */
export class WebSocketLinks {
  readonly #links: Crowd<WebSocketLink>;
  readonly #kinds: LinkKinds;
  readonly #deflate: DeflateTerms | undefined;
  readonly #endBeats: () => void;

  constructor({ host, turn, ticker, deflate, fault }: LinksOptions) {
    this.#links = new Crowd(ticker);
    this.#kinds = new LinkKinds(host, {
      round: new WriteRound(turn),
      gone: (link) => this.#gone(link),
      ended: (reason) => this.#links.count(reason),
      fault,
    });
    this.#deflate = deflate && new DeflateTerms(deflate);
    this.#endBeats = ticker.every(BEAT_MS, () => this.#beatAll());
  }

  get size(): number {
    return this.#links.size;
  }

  /** How many connections have ended, by reason. */
  get ended(): ReadonlyMap<EndReason, number> {
    return this.#links.ended;
  }

  /** What a client's offers come to; the next call with this answer is `open`. */
  agree(offers: readonly Extension[], { compresses = true }: Admission): DeflateAgreement | undefined {
    return compresses ? this.#deflate?.agree(offers) : undefined;
  }

  /** Takes a stream over whose handshake is done. Throws what the session's begin throws. */
  open(stream: Duplex, opening: Opening): void {
    const link = this.#linked(stream, opening);
    this.#links.add(link);
    link.begin(opening.rest);
  }

  /** Everybody is sent away to come back after a time of their own, in milliseconds; resolves when all have gone. */
  close(after: () => number, why: string): Promise<void> {
    this.#endBeats();
    return this.#links.sendAway(after, why);
  }

  #linked(stream: Duplex, { admission, deflate, answer }: Opening): WebSocketLink {
    try {
      return new WebSocketLink(stream, { admission, answer }, this.#kinds.of(admission.maxMessageBytes, deflate));
    } catch (error) {
      this.#release(deflate);
      throw error;
    }
  }

  #gone(link: WebSocketLink): void {
    this.#links.delete(link);
    this.#release(link.deflate);
  }

  #release(agreement: DeflateAgreement | undefined): void {
    if (agreement !== undefined) this.#deflate?.release(agreement);
  }

  #beatAll(): void {
    for (const link of this.#links) if (!link.beat()) link.reset("silent");
  }
}
