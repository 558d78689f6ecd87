import { type DeflateAgreement, deflateAgreement } from "./deflate-agreement.ts";
import { DEFLATE, type DeflateParameters, parseDeflate, spellDeflate } from "./deflate-parameters.ts";
import type { Extension } from "./extension-header.ts";
import { UsageError } from "./usage-error.ts";

/** What a client offers, RFC 7692 section 7.1; nothing of it by itself. */
export interface DeflateWish {
  readonly serverNoContextTakeover?: boolean;
  readonly clientNoContextTakeover?: boolean;
  /** 8 to 15. */
  readonly serverMaxWindowBits?: number;
  /** 8 to 15, or true: the server may name any bound. */
  readonly clientMaxWindowBits?: number | true;
}

/** What became of the offers, or why the connection fails. */
export type DeflateAnswer =
  | { readonly ok: true; readonly deflate: DeflateAgreement | undefined }
  | { readonly ok: false; readonly reason: string };

/** An element of Sec-WebSocket-Extensions; several may be offered. Throws `UsageError` for window bits that cannot be. */
export function offerDeflate(wish: DeflateWish = {}): Extension {
  const offer = spellDeflate({
    serverNoContextTakeover: wish.serverNoContextTakeover === true,
    clientNoContextTakeover: wish.clientNoContextTakeover === true,
    serverMaxWindowBits: wish.serverMaxWindowBits,
    clientMaxWindowBits: wish.clientMaxWindowBits,
  });
  if (parseDeflate(offer) === undefined) throw new UsageError(`no offer of ${DEFLATE}: ${JSON.stringify(wish)}`);
  return offer;
}

/** Whether the response, if it has permessage-deflate, answers one of the offers (RFC 7692 section 7.1, end). */
export function checkDeflate(granted: readonly Extension[], offers: readonly Extension[]): DeflateAnswer {
  const [response, another] = granted.filter(({ name }) => name === DEFLATE);
  if (response === undefined) return { ok: true, deflate: undefined };
  const answer = parseDeflate(response);
  if (another !== undefined || answer === undefined || answer.clientMaxWindowBits === true) {
    return { ok: false, reason: `${DEFLATE} is granted with parameters that cannot be` };
  }
  const offer = offers.map(parseDeflate).find((offered) => offered !== undefined && answers(answer, offered));
  if (offer === undefined) return { ok: false, reason: `${DEFLATE} is granted with parameters that were not offered` };
  return { ok: true, deflate: deflateAgreement(asOurselvesBound(answer, offer), answer) };
}

/** Sections 7.1.1.1, 7.1.2.1 and 7.1.2.2; what else the server says of itself it may say unasked. */
function answers(answer: DeflateParameters, offer: DeflateParameters): boolean {
  if (offer.serverNoContextTakeover && !answer.serverNoContextTakeover) return false;
  if (offer.serverMaxWindowBits !== undefined && !isWithin(answer.serverMaxWindowBits, offer.serverMaxWindowBits)) {
    return false;
  }
  if (answer.clientMaxWindowBits === undefined || offer.clientMaxWindowBits === true) return true;
  return offer.clientMaxWindowBits !== undefined && isWithin(answer.clientMaxWindowBits, offer.clientMaxWindowBits);
}

function isWithin(bits: number | true | undefined, most: number): boolean {
  return typeof bits === "number" && bits <= most;
}

/** Sections 7.1.1.2 and 7.1.2.2: what a client offers of itself it keeps to, also when the server says nothing. */
function asOurselvesBound(answer: DeflateParameters, offer: DeflateParameters): DeflateParameters {
  return {
    ...answer,
    clientNoContextTakeover: answer.clientNoContextTakeover || offer.clientNoContextTakeover,
    clientMaxWindowBits: answer.clientMaxWindowBits ?? offer.clientMaxWindowBits,
  };
}
