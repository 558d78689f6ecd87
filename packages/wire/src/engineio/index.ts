export { ERROR_HEADERS, POLL_HEADERS, POST_BODY, POST_HEADERS } from "./answer-headers.ts";
export {
  BAD_HANDSHAKE_METHOD,
  BAD_REQUEST,
  type EngineError,
  errorBody,
  FORBIDDEN,
  UNKNOWN_SID,
  UNKNOWN_TRANSPORT,
  UNSUPPORTED_VERSION,
} from "./engine-error.ts";
export { payloadFraming, socketFraming } from "./framing.ts";
export {
  type HandshakeTerms,
  MAX_PAYLOAD_BYTES,
  openPacket,
  PING_INTERVAL_MS,
  PING_TIMEOUT_MS,
} from "./handshake.ts";
export { CLOSE_TIMEOUT_MS, MAX_WAITING } from "./line.ts";
export {
  type ControlPacket,
  control,
  type MessagePacket,
  type Packet,
  packetFrame,
  packetText,
  readPacketFrame,
  readPacketText,
} from "./packet.ts";
export { type Payload, payloadText, readPayload, SEPARATOR } from "./payload.ts";
export { UPGRADE_TIMEOUT_MS } from "./probe.ts";
export { type EngineRequest, type Judgement, judgeRequest, type Transport } from "./request.ts";
export { Session } from "./session.ts";
export type { SessionOptions } from "./session-options.ts";
export type { CloseReason, Step } from "./step.ts";
