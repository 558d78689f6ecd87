import type { Host, Refusal, Reply } from "@madang/wire";
import {
  BAD_REQUEST,
  type EngineError,
  ERROR_HEADERS,
  errorBody,
  FORBIDDEN,
  type Packet,
  POLL_HEADERS,
  POST_BODY,
  POST_HEADERS,
  packetText,
  SEPARATOR,
} from "@madang/wire/engineio";

/** What waits for a poll: images that are parts of a payload already. */
export type Waiting = Packet<Uint8Array>;

/** The answer to a poll. */
export function pollReply(packets: readonly Waiting[], host: Host): Reply {
  const parts = packets.map((packet) => (packet.type === "message" ? packet.data : host.encode(packetText(packet))));
  return { kind: "reply", status: 200, headers: POLL_HEADERS, body: joined(parts) };
}

/** The parts of a payload as one. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [first] = parts;
  if (first !== undefined && parts.length === 1) return first;
  const payload = new Uint8Array(parts.reduce((size, { length }) => size + length + 1, -1));
  let at = 0;
  for (const part of parts) {
    if (at > 0) payload[at++] = SEPARATOR.charCodeAt(0);
    payload.set(part, at);
    at += part.length;
  }
  return payload;
}

/** The answer to a POST whose messages have been handed on. */
export function postReply(host: Host): Reply {
  return { kind: "reply", status: 200, headers: POST_HEADERS, body: host.encode(POST_BODY) };
}

export function errorReply(error: EngineError, host: Host): Reply {
  return { kind: "reply", status: error.status, headers: ERROR_HEADERS, body: host.encode(errorBody(error)) };
}

/** 413 Content Too Large: a fault of the request, and none of who sends it. */
const TOO_LARGE = 413;

/** Why somebody is not let in, or a request not taken, in Engine.IO's form. */
export function refusalReply({ status, detail, headers }: Refusal, host: Host): Reply {
  const body = host.encode(errorBody(status === TOO_LARGE ? BAD_REQUEST : FORBIDDEN, detail));
  return { kind: "reply", status, headers: { ...headers, ...ERROR_HEADERS }, body };
}
