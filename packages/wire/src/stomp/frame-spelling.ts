import type { Host } from "../host.ts";
import { isPlain, mayHaveBody } from "./command.ts";
import { escapeHeader } from "./escapes.ts";
import type { Frame, Header, Headers } from "./frame.ts";
import type { Version } from "./version.ts";

/** One end of line (STOMP 1.2 "Heart-beating"). */
export const BEAT: Uint8Array = Uint8Array.of(0x0a);

/**
 * Frames to bytes in one version; one object serves a whole process. Every frame that may have a body gets its
 * `content-length`; one among the headers that are given is left out, so that it cannot lie.
 *
 * The fast road: `joinMessages(messageHead(…), rests)` is what `frame` would give for a MESSAGE with the same headers,
 * and one `messageRest` serves all subscribers of a destination.
 */
export class FrameSpelling {
  readonly version: Version;
  readonly #host: Host;

  constructor(version: Version, host: Host) {
    this.version = version;
    this.#host = host;
  }

  frame({ command, headers, body }: Frame): Uint8Array {
    const version = isPlain(command) ? "1.0" : this.version;
    const length = mayHaveBody(command) ? `content-length:${body.length}\n` : "";
    return this.#image(`${command}\n${lines(headers, version)}${length}\n`, body);
  }

  /** What differs between subscribers. `subscription` is missing in 1.0 only; `ack` is of 1.2 (STOMP 1.2 "MESSAGE"). */
  messageHead(subscription: string | undefined, ack?: string): Uint8Array {
    let text = "MESSAGE\n";
    if (subscription !== undefined) text += line(["subscription", subscription], this.version);
    if (ack !== undefined) text += line(["ack", ack], this.version);
    return this.#host.encode(text);
  }

  /** The rest: `destination`, `message-id` and what else there is, to the NUL. */
  messageRest(headers: Headers, body: Uint8Array): Uint8Array {
    return this.#image(`${lines(headers, this.version)}content-length:${body.length}\n\n`, body);
  }

  #image(text: string, body: Uint8Array): Uint8Array {
    const head = this.#host.encode(text);
    const image = new Uint8Array(head.length + body.length + 1);
    image.set(head);
    image.set(body, head.length);
    return image;
  }
}

/** MESSAGE frames of one subscription, in order, as one image. */
export function joinMessages(head: Uint8Array, rests: readonly Uint8Array[]): Uint8Array {
  let size = head.length * rests.length;
  for (const rest of rests) size += rest.length;
  const image = new Uint8Array(size);
  let at = 0;
  for (const rest of rests) {
    image.set(head, at);
    image.set(rest, at + head.length);
    at += head.length + rest.length;
  }
  return image;
}

function lines(headers: Headers, version: Version): string {
  let text = "";
  for (const entry of headers) if (entry[0] !== "content-length") text += line(entry, version);
  return text;
}

/** Without escapes a colon would end the name too early. */
function line([name, value]: Header, version: Version): string {
  const plain = version === "1.0" ? name.replaceAll(":", " ") : name;
  return `${escapeHeader(plain, version)}:${escapeHeader(value, version)}\n`;
}
