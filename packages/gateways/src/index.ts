export { Deadlines } from "./deadlines.ts";
export { HttpLogGateway, type HttpLogPorts } from "./http-log/gateway.ts";
export type { Identify, Identity, Login } from "./identify.ts";
export { NativeGateway } from "./native/gateway.ts";
export { SocketIoGateway, type SocketIoPorts } from "./socketio/gateway.ts";
export type { Seal } from "./socketio/pass.ts";
export {
  type Destination,
  type DestinationPattern,
  type Destinations,
  MappedDestinations,
  parsePattern,
} from "./stomp/destinations.ts";
export { StompGateway } from "./stomp/gateway.ts";
export type { StompPorts } from "./stomp/terms.ts";
export { MAX_MESSAGE_BYTES, TextGateway } from "./text/gateway.ts";
