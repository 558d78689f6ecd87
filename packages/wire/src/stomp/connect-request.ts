import type { ConnectEvent } from "./event.ts";
import { type Frame, header } from "./frame.ts";
import { trimValues } from "./frame-head.ts";
import {
  agreeOnPulse,
  type HeartBeat,
  NO_HEART_BEAT,
  negotiateVersion,
  type Pulse,
  parseHeartBeat,
} from "./negotiation.ts";
import { PeerError } from "./peer-error.ts";

/** What a CONNECT asks for, and what follows from it whoever it is. */
export interface ConnectRequest {
  readonly event: ConnectEvent;
  readonly pulse: Pulse;
}

/**
 * Reads a client's first frame, CONNECT or STOMP (STOMP 1.2 "CONNECT or STOMP Frame"). `ours`: the beats that we offer.
 * Heart-beats came with 1.1. A missing `host` is let pass: the stock clients leave it out. Throws `PeerError`.
 */
export function readConnect(frame: Frame, ours: HeartBeat): ConnectRequest {
  if (frame.command !== "CONNECT" && frame.command !== "STOMP") {
    throw new PeerError(1002, `${frame.command} before CONNECT`, { details: "The first frame is CONNECT or STOMP." });
  }
  const version = negotiateVersion(header(frame.headers, "accept-version"));
  const headers = version === "1.0" ? trimValues(frame.headers) : frame.headers;
  const theirs = version === "1.0" ? NO_HEART_BEAT : parseHeartBeat(header(headers, "heart-beat"));
  const event: ConnectEvent = {
    kind: "connect",
    version,
    login: header(headers, "login"),
    passcode: header(headers, "passcode"),
    host: header(headers, "host"),
    headers,
  };
  return { event, pulse: agreeOnPulse(ours, theirs) };
}
