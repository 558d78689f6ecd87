import type { Host } from "@madang/wire";
import {
  type ConnectionOptions,
  type DeflateAgreement,
  type FramingOptions,
  webSocketFraming,
} from "@madang/wire/websocket";
import type { LinkTerms } from "./web-socket-link.ts";

/** What connections of every kind have in common. */
export type CommonTerms = Pick<LinkTerms, "round" | "gone" | "ended" | "fault">;

/** The terms of connections that are alike: one object for all with the same bound and the same agreement. */
export class LinkKinds {
  readonly #host: Host;
  readonly #common: CommonTerms;
  readonly #kinds = new Map<DeflateAgreement | undefined, Map<number, LinkTerms>>();

  constructor(host: Host, common: CommonTerms) {
    this.#host = host;
    this.#common = common;
  }

  of(maxMessageBytes: number, deflate: DeflateAgreement | undefined): LinkTerms {
    const kinds = this.#kinds.get(deflate) ?? new Map<number, LinkTerms>();
    const terms = kinds.get(maxMessageBytes) ?? this.#make(maxMessageBytes, deflate);
    this.#kinds.set(deflate, kinds.set(maxMessageBytes, terms));
    return terms;
  }

  #make(maxMessageBytes: number, deflate: DeflateAgreement | undefined): LinkTerms {
    const options: ConnectionOptions = Object.freeze({ role: "server", host: this.#host, maxMessageBytes, deflate });
    return Object.freeze({
      framing: webSocketFraming(this.#host, framingOptions(deflate)),
      options,
      round: this.#common.round,
      gone: this.#common.gone,
      ended: this.#common.ended,
      fault: this.#common.fault,
    });
  }
}

/** Where the server's context is taken over, what all share goes out as it is: compressed, it would mean something else to each. */
function framingOptions(deflate: DeflateAgreement | undefined): FramingOptions {
  return deflate === undefined || deflate.serverTakeover ? {} : { deflate: { windowBits: deflate.serverWindowBits } };
}
