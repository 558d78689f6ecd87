import type { Framing, Message } from "../carrier.ts";
import type { Host } from "../host.ts";
import { messageList, messagesFrame } from "./frame.ts";
import type { Wrapping } from "./wrapping.ts";

/**
 * For sessions over HTTP: the images that `Session.send` takes, lists of messages in the escaping of the transport.
 * Answers whose wrapping has the same key share them. SockJS has text only, so bytes are read as UTF-8.
 */
export function listFraming(wrapping: Pick<Wrapping, "key" | "escape">, host: Host): Framing {
  return {
    key: `sockjs-${wrapping.key}`,
    frame: (messages) => host.encode(wrapping.escape(messageList(texts(messages, host)))),
  };
}

/** For a SockJS WebSocket, whose frames are `under`'s: all messages in one `a` frame. */
export function socketFraming(under: Framing, host: Host): Framing {
  return {
    key: `sockjs/${under.key}`,
    frame: (messages) => under.frame(messages.length === 0 ? [] : [messagesFrame(texts(messages, host))]),
  };
}

function texts(messages: readonly Message[], host: Host): readonly string[] {
  return messages.map((message) => (typeof message === "string" ? message : host.decode(message)));
}
