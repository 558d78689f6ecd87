import type { Duplex } from "node:stream";
import type { Admission, Host } from "@madang/wire";
import { type DeflateAgreement, type DeflatePolicy, DeflateTerms, type Extension } from "@madang/wire/websocket";
import { Debts, LOOK_MS } from "./debts.ts";
import { EndCounts, type EndReason } from "./end-reason.ts";
import { LinkKinds } from "./link-kinds.ts";
import type { Ticker } from "./ticker.ts";
import { WebSocketLink } from "./web-socket-link.ts";
import { WriteRound } from "./write-round.ts";

/** 25 s between heart-beats: below the 30 s and 60 s after which proxies give up on a silent connection. */
const BEAT_MS = 25_000;
/** 5 s for everybody to answer a goodbye. */
const GOODBYE_MS = 5000;

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
}

/** All WebSocket connections of a listener: one heart-beat, one write round, one goodbye. */
export class WebSocketLinks {
  readonly #links = new Set<WebSocketLink>();
  readonly #kinds: LinkKinds;
  readonly #ticker: Ticker;
  readonly #deflate: DeflateTerms | undefined;
  readonly #ends = new EndCounts();
  readonly #debts = new Debts<WebSocketLink>();
  readonly #endTicks: readonly (() => void)[];
  #emptied: () => void = () => undefined;

  constructor({ host, turn, ticker, deflate, fault }: LinksOptions) {
    this.#kinds = new LinkKinds(host, {
      round: new WriteRound(turn),
      gone: (link) => this.#gone(link),
      ended: (reason) => this.#ends.add(reason),
      fault,
    });
    this.#deflate = deflate && new DeflateTerms(deflate);
    this.#ticker = ticker;
    this.#endTicks = [
      ticker.every(BEAT_MS, () => this.#beatAll()),
      ticker.every(LOOK_MS, () => this.#resetAll(this.#debts.look(this.#links), "stalled")),
    ];
  }

  get size(): number {
    return this.#links.size;
  }

  /** How many connections have ended, by reason. */
  get ended(): ReadonlyMap<EndReason, number> {
    return this.#ends.all;
  }

  /** What a client's offers come to; the next call with this answer is `open`. */
  agree(offers: readonly Extension[]): DeflateAgreement | undefined {
    return this.#deflate?.agree(offers);
  }

  /** Takes a stream over whose handshake is done. Throws what the session's begin throws. */
  open(stream: Duplex, { admission, deflate, rest }: Opening): void {
    const link = this.#linked(stream, admission, deflate);
    this.#links.add(link);
    link.begin(rest);
  }

  /** Everybody is sent away to come back after a time of their own, in milliseconds; resolves when all have gone. */
  async close(after: () => number, why: string): Promise<void> {
    for (const end of this.#endTicks) end();
    if (this.#links.size === 0) return;
    const emptied = new Promise<void>((resolve) => {
      this.#emptied = resolve;
    });
    for (const link of this.#links) link.farewell(after(), why);
    const endWait = this.#ticker.every(GOODBYE_MS, () => this.#resetAll(this.#links, "stop"));
    await emptied;
    endWait();
  }

  #linked(stream: Duplex, admission: Admission, deflate: DeflateAgreement | undefined): WebSocketLink {
    try {
      return new WebSocketLink(stream, admission, this.#kinds.of(admission.maxMessageBytes, deflate));
    } catch (error) {
      this.#release(deflate);
      throw error;
    }
  }

  #gone(link: WebSocketLink): void {
    this.#links.delete(link);
    this.#debts.forget(link);
    this.#release(link.deflate);
    if (this.#links.size === 0) this.#emptied();
  }

  #release(agreement: DeflateAgreement | undefined): void {
    if (agreement !== undefined) this.#deflate?.release(agreement);
  }

  #beatAll(): void {
    for (const link of this.#links) if (!link.beat()) link.reset("silent");
  }

  #resetAll(links: Iterable<WebSocketLink>, reason: EndReason): void {
    for (const link of links) link.reset(reason);
  }
}
