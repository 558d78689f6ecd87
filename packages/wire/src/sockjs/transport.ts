/** The last part of a session URL (sockjs-protocol.py, "Session URLs"). */
export type Transport =
  | "websocket"
  | "xhr"
  | "xhr_streaming"
  | "xhr_send"
  | "eventsource"
  | "htmlfile"
  | "jsonp"
  | "jsonp_send";

/** Transports whose answers carry frames. */
export type ReceivingTransport = "xhr" | "xhr_streaming" | "eventsource" | "htmlfile" | "jsonp";

interface TransportRow {
  /** What the URL answers to; anything else is 405 with these in `Allow`. */
  readonly methods: readonly string[];
  /** `receive` answers carry frames, `send` requests carry messages, a `socket` does both. */
  readonly does: "receive" | "send" | "socket";
  /** Whether one answer carries one frame. */
  readonly polling: boolean;
  readonly contentType: string;
  /** Whether CORS headers belong on the answer; a page loads the other transports as scripts or frames. */
  readonly cors: boolean;
}

const JAVASCRIPT = "application/javascript; charset=UTF-8";
const PLAIN = "text/plain; charset=UTF-8";
const POST = ["OPTIONS", "POST"];

export const TRANSPORTS: Readonly<Record<Transport, TransportRow>> = {
  websocket: { methods: ["GET"], does: "socket", polling: false, contentType: "", cors: false },
  xhr: { methods: POST, does: "receive", polling: true, contentType: JAVASCRIPT, cors: true },
  xhr_streaming: { methods: POST, does: "receive", polling: false, contentType: JAVASCRIPT, cors: true },
  xhr_send: { methods: POST, does: "send", polling: false, contentType: PLAIN, cors: true },
  eventsource: { methods: ["GET"], does: "receive", polling: false, contentType: "text/event-stream", cors: true },
  htmlfile: {
    methods: ["GET"],
    does: "receive",
    polling: false,
    contentType: "text/html; charset=UTF-8",
    cors: false,
  },
  jsonp: { methods: ["GET"], does: "receive", polling: true, contentType: JAVASCRIPT, cors: false },
  jsonp_send: { methods: ["POST"], does: "send", polling: false, contentType: PLAIN, cors: false },
};

export function isTransport(name: string): name is Transport {
  return Object.hasOwn(TRANSPORTS, name);
}
