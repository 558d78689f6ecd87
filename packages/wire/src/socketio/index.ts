export { detach } from "./attachments.ts";
export {
  CONNECT_TIMEOUT_MS,
  Connection,
  type ConnectionOptions,
  MAX_ACKS_DUE,
  MAX_NAMESPACES,
} from "./connection.ts";
export type { Event, Recovery } from "./event.ts";
export { MAX_DEPTH } from "./json.ts";
export {
  type AckPacket,
  type ConnectErrorPacket,
  type ConnectPacket,
  type DisconnectPacket,
  type EventName,
  type EventPacket,
  type JsonObject,
  MAIN_NAMESPACE,
  type Packet,
  RESERVED_EVENTS,
} from "./packet.ts";
export { MAX_ATTACHMENTS, MAX_NAMESPACE_LENGTH } from "./packet-head.ts";
export { type BadPacket, PacketReader } from "./packet-reader.ts";
export { eventPacket, type SpelledArguments, spelledEventPacket, spellPacket } from "./packet-spelling.ts";
