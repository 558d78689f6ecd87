export { base64 } from "./base64.ts";
export type { Admission, Caller, Carrier, Framing, Gateway, Message, Refusal, Session } from "./carrier.ts";
export { CLOSE_CODES, type CloseCode } from "./close-codes.ts";
export { namesTag } from "./entity-tag.ts";
export { type Eventual, soon } from "./eventual.ts";
export type { Host, Inflated } from "./host.ts";
export type { Fields, Hold, HttpAnswer, HttpGateway, HttpRequest, Reply, Stream, Upload } from "./http.ts";
export { formatPositions, MAX_POSITIONS, parsePositions } from "./positions.ts";
export { problemReply } from "./problem-reply.ts";
