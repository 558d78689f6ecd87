import type { Framing, Message } from "../carrier.ts";
import type { Host } from "../host.ts";
import { DEFLATE_FROM_BYTES, deflateMessage } from "./deflate-message.ts";
import { MAX_WINDOW_BITS } from "./deflate-parameters.ts";
import { type Framed, framesOf } from "./frame.ts";
import { OPCODE } from "./opcode.ts";

/**
 * For connections that have agreed on permessage-deflate with `server_no_context_takeover`: only then does an image
 * mean the same to all of them (RFC 7692 section 7.1.1.1).
 */
export interface DeflatedFraming {
  /** The agreed `serverWindowBits`; 15 when not given. */
  readonly windowBits?: number;
  /** The shortest message that is compressed, in bytes; `DEFLATE_FROM_BYTES` when not given. */
  readonly threshold?: number;
}

export interface FramingOptions {
  readonly deflate?: DeflatedFraming | undefined;
}

/** A server's framing: each message is one unmasked frame (RFC 6455 section 5.6), compressed by itself or not at all. */
export function webSocketFraming(host: Host, { deflate }: FramingOptions = {}): Framing {
  if (deflate === undefined) return framing("ws", (message) => plain(message, host));
  const { windowBits = MAX_WINDOW_BITS, threshold = DEFLATE_FROM_BYTES } = deflate;
  return framing(`ws-deflate-${windowBits}-${threshold}`, (message) => {
    const { opcode, payload } = plain(message, host);
    const packed = payload.length < threshold ? undefined : deflateMessage(payload, windowBits, { host });
    return { opcode, payload: packed ?? payload, rsv1: packed !== undefined };
  });
}

function framing(key: string, framed: (message: Message) => Framed): Framing {
  return { key, frame: (messages) => framesOf(messages.map(framed)) };
}

function plain(message: Message, host: Host): Framed {
  if (typeof message === "string") return { opcode: OPCODE.text, payload: host.encode(message), rsv1: false };
  return { opcode: OPCODE.binary, payload: message, rsv1: false };
}
