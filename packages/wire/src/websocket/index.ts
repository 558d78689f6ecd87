export { checkDeflate, type DeflateAnswer, type DeflateWish, offerDeflate } from "./client-deflate.ts";
export { type Asked, askHandshake, checkHandshake, type Grant, type Granted, type Wish } from "./client-handshake.ts";
export { type Goodbye, MAX_REASON_BYTES, readGoodbye, spellGoodbye } from "./close-frame.ts";
export { Connection, type ConnectionOptions } from "./connection.ts";
export type { DeflateAgreement } from "./deflate-agreement.ts";
export { DEFLATE_FROM_BYTES, MAX_FINAL_BLOCKS } from "./deflate-message.ts";
export { DEFLATE } from "./deflate-parameters.ts";
export {
  acceptDeflate,
  type DeflatePolicy,
  MAX_TAKEOVERS,
  SHARED_DEFLATE,
  TAKEOVER_DEFLATE,
} from "./deflate-policy.ts";
export { DeflateTerms } from "./deflate-terms.ts";
export { OWN_WINDOW_BYTES } from "./deflation.ts";
export { type ClosedEvent, type Ear, type Event, NO_EVENTS } from "./event.ts";
export { judgeExtendedConnect } from "./extended-connect.ts";
export { type Extension, type ExtensionParameter, parseExtensions, spellExtensions } from "./extension-header.ts";
export {
  binaryFrame,
  closeFrame,
  type Framed,
  type FrameFlags,
  frame,
  frameHeader,
  frameSize,
  framesOf,
  pingFrame,
  pongFrame,
  textFrame,
} from "./frame.ts";
export {
  FrameReader,
  type FrameRules,
  MAX_FRAGMENTS,
  MAX_MESSAGE_BYTES,
  type Piece,
  type Role,
} from "./frame-reader.ts";
export { type DeflatedFraming, type FramingOptions, webSocketFraming } from "./framing.ts";
export {
  type Handshake,
  type HandshakeRequest,
  judgeHandshake,
  spellHandshake,
} from "./handshake.ts";
export { choiceFields, type HandshakeChoice, type HandshakeOffers } from "./handshake-offers.ts";
export { MAX_HEAD_BYTES } from "./head-reader.ts";
export { type HeaderFields, MAX_HEADERS } from "./header-fields.ts";
export { hasToken, isToken, tokenList } from "./header-tokens.ts";
export { type HttpRefusal, httpRefusal, refusalBody, spellRefusal } from "./http-refusal.ts";
export { mask, maskKey } from "./mask.ts";
export { OPCODE, type Opcode } from "./opcode.ts";
export { PeerError } from "./peer-error.ts";
export { type RequestHead, RequestHeadReader } from "./request-head.ts";
export { type ResponseHead, ResponseHeadReader } from "./response-head.ts";
export type { Signal, State } from "./state.ts";
export { UsageError } from "./usage-error.ts";
export { UTF8_BROKEN, UTF8_START, utf8After } from "./utf8.ts";
