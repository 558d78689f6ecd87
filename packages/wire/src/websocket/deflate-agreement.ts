import { type DeflateParameters, MAX_WINDOW_BITS, spellDeflate } from "./deflate-parameters.ts";
import type { Extension } from "./extension-header.ts";

/** permessage-deflate as both sides of a connection use it, RFC 7692 section 7.1. Frozen, and the same for either role. */
export interface DeflateAgreement {
  /** What the server sends may refer to what it sent before: it can then not be shared between connections. */
  readonly serverTakeover: boolean;
  readonly clientTakeover: boolean;
  /** 8 to 15: how far back, as a power of two, the references of each side's messages reach. */
  readonly serverWindowBits: number;
  readonly clientWindowBits: number;
  /** As it stands in the response. */
  readonly response: Extension;
}

/** `response`: how the agreement was spelled, when that leaves out what a client has bound itself to. */
export function deflateAgreement(agreed: DeflateParameters, response: DeflateParameters = agreed): DeflateAgreement {
  const { serverMaxWindowBits = MAX_WINDOW_BITS, clientMaxWindowBits } = agreed;
  return Object.freeze({
    serverTakeover: !agreed.serverNoContextTakeover,
    clientTakeover: !agreed.clientNoContextTakeover,
    serverWindowBits: serverMaxWindowBits,
    clientWindowBits: typeof clientMaxWindowBits === "number" ? clientMaxWindowBits : MAX_WINDOW_BITS,
    response: spellDeflate(response),
  });
}
