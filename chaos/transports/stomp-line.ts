import { openSocket } from "./web-socket.ts";

/** A frame as it came, its headers without escapes: what is said in these runs needs none. */
export interface StompFrame {
  readonly command: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

export interface StompEars {
  opened(): void;
  heard(frame: StompFrame): void;
  closed(why: string): void;
}

export interface StompLine {
  say(frame: string): void;
  close(): void;
}

/** STOMP over a WebSocket that is none of ours. Every frame is a message of its own, which the server promises. */
export function carrierOf(port: number, ears: StompEars): StompLine {
  const socket = openSocket(
    { url: `ws://127.0.0.1:${port}/stomp`, subprotocol: "v12.stomp", deflate: false },
    {
      opened: () => ears.opened(),
      heard: (text) => {
        if (text !== "\n") ears.heard(parse(text));
      },
      closed: (why) => ears.closed(why),
    },
  );
  return { say: (frame) => socket.send(frame), close: () => socket.close() };
}

/** Headers that are a word each; the body has no NUL. */
export function spell(command: string, headers: Readonly<Record<string, string>>, body = ""): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
  return `${command}\n${lines.join("")}\n${body}\0`;
}

function parse(text: string): StompFrame {
  const end = text.indexOf("\n\n");
  const [command = "", ...lines] = text.slice(0, end).split("\n");
  const headers = new Map(lines.map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1)]));
  return { command, headers, body: text.slice(end + 2, -1) };
}
