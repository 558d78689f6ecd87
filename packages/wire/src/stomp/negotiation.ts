import { type Frame, type Headers, NO_BODY } from "./frame.ts";
import { PeerError } from "./peer-error.ts";
import { VERSIONS, type Version } from "./version.ts";

/** One side's `heart-beat` header, in milliseconds, 0 for none: what it can send, and what it wants to get. */
export interface HeartBeat {
  readonly send: number;
  readonly want: number;
}

/** What is agreed on, as our side sees it, in milliseconds; 0: no beats that way. */
export interface Pulse {
  readonly sendEvery: number;
  readonly expectEvery: number;
}

export const NO_HEART_BEAT: HeartBeat = Object.freeze({ send: 0, want: 0 });

/** The highest version in common; without the header it is 1.0 (STOMP 1.2 "Protocol Negotiation"). Throws `PeerError`. */
export function negotiateVersion(acceptVersion: string | undefined): Version {
  if (acceptVersion === undefined) return "1.0";
  const offered = new Set(acceptVersion.split(",").map((each) => each.trim()));
  const common = VERSIONS.findLast((version) => offered.has(version));
  if (common !== undefined) return common;
  throw new PeerError(1002, "no common version", {
    headers: [["version", VERSIONS.join(",")]],
    details: `Supported protocol versions are ${VERSIONS.join(" ")}`,
  });
}

/** STOMP 1.2 "Heart-beating": two numbers; a missing header is `0,0`. Throws `PeerError`. */
export function parseHeartBeat(value: string | undefined): HeartBeat {
  if (value === undefined) return NO_HEART_BEAT;
  const [, send, want] = /^ *(\d{1,10}) *, *(\d{1,10}) *$/.exec(value) ?? [];
  if (send === undefined || want === undefined) {
    throw new PeerError(1002, "a bad heart-beat", {
      details: `heart-beat is two numbers of milliseconds, such as 10000,10000, not ${JSON.stringify(value)}.`,
    });
  }
  return { send: Number(send), want: Number(want) };
}

/** Each way: the larger of what one side can send and the other wants, unless either is 0. */
export function agreeOnPulse(ours: HeartBeat, theirs: HeartBeat): Pulse {
  return { sendEvery: slower(ours.send, theirs.want), expectEvery: slower(theirs.send, ours.want) };
}

/** `heart-beat` is of 1.1; `more` may hold `session`, `server`, `user-name`. */
export function connectedFrame(version: Version, ours: HeartBeat, more: Headers): Frame {
  const beat: Headers = version === "1.0" ? [] : [["heart-beat", `${ours.send},${ours.want}`]];
  return { command: "CONNECTED", headers: [["version", version], ...beat, ...more], body: NO_BODY };
}

function slower(send: number, want: number): number {
  return send === 0 || want === 0 ? 0 : Math.max(send, want);
}
