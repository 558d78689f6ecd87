export { Deadlines } from "./deadlines.ts";
export { HttpLogGateway, type HttpLogPorts } from "./http-log.ts";
export type { Identify, Identity, Login } from "./identify.ts";
export { NativeGateway } from "./native.ts";
export { SocketIoGateway, type SocketIoPorts } from "./socketio.ts";
export type { Seal } from "./socketio-pass.ts";
export { StompGateway } from "./stomp.ts";
export {
  type Destination,
  type DestinationPattern,
  type Destinations,
  MappedDestinations,
  parsePattern,
} from "./stomp-destinations.ts";
export type { StompPorts } from "./stomp-terms.ts";
export { MAX_MESSAGE_BYTES, TextGateway } from "./text.ts";
