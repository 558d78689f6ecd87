export { ACK_WINDOW, type AckMode, AckWindow } from "./ack-window.ts";
export type { ClientCommand, Command, ServerCommand } from "./command.ts";
export type {
  ClosedEvent,
  CommitEvent,
  ConnectEvent,
  DisconnectEvent,
  Event,
  SendEvent,
  SettleEvent,
  SubscribeEvent,
  UnsubscribeEvent,
} from "./event.ts";
export { type Frame, type Header, type Headers, header, NO_BODY, userHeaders } from "./frame.ts";
export { FRAME_LIMITS, FRAME_LIMITS_BEFORE_LOGIN, type FrameLimits } from "./frame-limits.ts";
export { type Beat, FrameReader } from "./frame-reader.ts";
export { BEAT, FrameSpelling, joinMessages } from "./frame-spelling.ts";
export { type HeartBeat, NO_HEART_BEAT } from "./negotiation.ts";
export { type Particulars, PeerError } from "./peer-error.ts";
export { MAX_UNHANDLED } from "./receipts.ts";
export {
  LOGIN_WITHIN_MS,
  MAX_HELD_BYTES,
  SERVER_HEART_BEAT,
  ServerConnection,
  type ServerOptions,
} from "./server-connection.ts";
export type { State } from "./state.ts";
export type { Subscription } from "./subscription.ts";
export { MAX_SUBSCRIPTIONS } from "./subscriptions.ts";
export { MAX_TRANSACTION_BYTES, MAX_TRANSACTION_FRAMES, MAX_TRANSACTIONS } from "./transactions.ts";
export { chooseSubprotocol, VERSIONS, type Version } from "./version.ts";
