import type { Framing } from "../carrier.ts";
import type { Host } from "../host.ts";
import { packetFrame } from "./packet.ts";
import { payloadText } from "./payload.ts";

/** For polls: images that are parts of a payload, joined by `SEPARATOR`. */
export function payloadFraming(host: Host): Framing {
  return {
    key: "engineio-polling",
    frame: (messages) => host.encode(payloadText(messages.map((data) => ({ type: "message", data })))),
  };
}

/** For an Engine.IO WebSocket, whose frames are `under`'s: a packet for each message. */
export function socketFraming(under: Framing): Framing {
  return {
    key: `engineio/${under.key}`,
    frame: (messages) => under.frame(messages.map((data) => packetFrame({ type: "message", data }))),
  };
}
