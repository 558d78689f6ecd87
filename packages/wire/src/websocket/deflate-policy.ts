import { type DeflateAgreement, deflateAgreement } from "./deflate-agreement.ts";
import { type DeflateParameters, MAX_WINDOW_BITS, parseDeflate } from "./deflate-parameters.ts";
import type { Extension } from "./extension-header.ts";

/** 1,000 connections with context takeover hold 40 MiB at most: `OWN_WINDOW_BYTES` and the peer's 32 KiB each. */
export const MAX_TAKEOVERS = 1000;

/** What a server makes of its clients' offers. */
export interface DeflatePolicy {
  /** Whether its own messages may refer to earlier ones; if not, one deflated image serves all its connections. */
  readonly serverTakeover: boolean;
  /** Whether its clients' messages may; if not, the server keeps nothing of what came. */
  readonly clientTakeover: boolean;
  /** 8 to 15, as powers of two; a client is asked for less than 15 only when it offers that (section 7.1.2.2). */
  readonly serverMaxWindowBits: number;
  readonly clientMaxWindowBits: number;
  /** How many connections at a time may have a takeover of either kind; the others are agreed without. */
  readonly maxTakeovers: number;
}

/** Each message by itself, in both directions: what a server takes that sends the same to many. */
export const SHARED_DEFLATE: DeflatePolicy = Object.freeze({
  serverTakeover: false,
  clientTakeover: false,
  serverMaxWindowBits: MAX_WINDOW_BITS,
  clientMaxWindowBits: MAX_WINDOW_BITS,
  maxTakeovers: 0,
});

/** Whatever the client offers, for as many clients as `MAX_TAKEOVERS`. */
export const TAKEOVER_DEFLATE: DeflatePolicy = Object.freeze({
  ...SHARED_DEFLATE,
  serverTakeover: true,
  clientTakeover: true,
  maxTakeovers: MAX_TAKEOVERS,
});

/** Takes the first offer that can be taken (RFC 7692 section 7.1). Undefined: none, so nothing is compressed. */
export function acceptDeflate(offers: readonly Extension[], policy: DeflatePolicy): DeflateAgreement | undefined {
  for (const offer of offers) {
    const offered = parseDeflate(offer);
    if (offered !== undefined) return deflateAgreement(answer(offered, policy));
  }
  return undefined;
}

function answer(offered: DeflateParameters, policy: DeflatePolicy): DeflateParameters {
  const clientNoContextTakeover = offered.clientNoContextTakeover || !policy.clientTakeover;
  return {
    serverNoContextTakeover: offered.serverNoContextTakeover || !policy.serverTakeover,
    clientNoContextTakeover,
    serverMaxWindowBits: serverBits(offered.serverMaxWindowBits, policy.serverMaxWindowBits),
    // The client's window is asked for only where one is kept.
    clientMaxWindowBits: clientNoContextTakeover ? undefined : clientBits(offered.clientMaxWindowBits, policy),
  };
}

/** Section 7.1.2.1: an offered bound is answered, by one that is no larger; and one may be set without an offer. */
function serverBits(offered: number | undefined, most: number): number | undefined {
  if (offered !== undefined) return Math.min(offered, most);
  return most < MAX_WINDOW_BITS ? most : undefined;
}

/** Section 7.1.2.2: only what was offered is answered, and by no larger value than a hint had. */
function clientBits(offered: number | true | undefined, { clientMaxWindowBits }: DeflatePolicy): number | undefined {
  if (offered === undefined) return undefined;
  const bits = offered === true ? clientMaxWindowBits : Math.min(offered, clientMaxWindowBits);
  return bits < MAX_WINDOW_BITS ? bits : undefined;
}
