export {
  CACHED,
  corsHeaders,
  entityTag,
  type Headers,
  infoHeaders,
  preflightHeaders,
  sessionCookie,
  transportHeaders,
} from "./answer-headers.ts";
export {
  type BadRequest,
  BROKEN_JSON,
  CALLBACK_INVALID,
  CALLBACK_REQUIRED,
  NO_SESSION,
  PAYLOAD_EXPECTED,
} from "./bad-request.ts";
export { MAX_CALLBACK_LENGTH, readCallback } from "./callback.ts";
export {
  closeFrame,
  HEARTBEAT_FRAME,
  MESSAGES_HEAD,
  MESSAGES_TAIL,
  messageList,
  messagesFrame,
  OPEN_FRAME,
} from "./frame.ts";
export { listFraming, socketFraming } from "./framing.ts";
export { GREETING } from "./greeting.ts";
export { htmlfileHead } from "./htmlfile-page.ts";
export { iframePage } from "./iframe-page.ts";
export { infoDocument, type ServiceInfo } from "./info.ts";
export { readJsonpPayload, readSocketPayload, readXhrPayload } from "./payload.ts";
export { HEAD_PROFILE, PROFILE_0_3_3, type Profile } from "./profile.ts";
export { quote } from "./quote.ts";
export { MAX_PART_LENGTH, type Route, readRoute } from "./route.ts";
export {
  HEARTBEAT_MS,
  LINGER_MS,
  MAX_WAITING,
  POLLING_LIMIT,
  RESPONSE_LIMIT,
  type Receiver,
  Session,
  type SessionOptions,
} from "./session.ts";
export type { Step } from "./step.ts";
export { isTransport, type ReceivingTransport, TRANSPORTS, type Transport } from "./transport.ts";
export { type Wrapping, wrapFrame, wrappingOf } from "./wrapping.ts";
