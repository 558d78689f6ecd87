import { connect } from "node:net";
import { openSockjs } from "./sockjs.ts";
import { type StompFrame, StompFrames } from "./stomp-frame.ts";
import type { Spot } from "./transport.ts";
import { openSocket, type Socket, type SocketEars } from "./web-socket.ts";

/** What is heard of a line: nothing after `closed`, and nothing after the line's `close`. */
export interface StompEars {
  opened(): void;
  heard(frame: StompFrame): void;
  closed(why: string): void;
}

export interface StompLine {
  say(frame: string): void;
  close(): void;
}

/** Opens what carries STOMP: none of these is ours, so that a fault of our engine does not hide in both ends. */
export type OpenLine = (spot: Spot, ears: StompEars) => StompLine;

export const overWebSocket: OpenLine = ({ port }, ears) => {
  const opening = { url: `ws://127.0.0.1:${port}/stomp`, subprotocol: "v12.stomp", deflate: false };
  return overSocket(openSocket(opening, socketEars(ears)));
};

export const overSockjs: OpenLine = ({ port }, ears) =>
  overSocket(openSockjs(`http://127.0.0.1:${port}/stomp`, "xhr-streaming", socketEars(ears)));

export const overTcp: OpenLine = ({ stompPort }, ears) => {
  const { opened, heard, closed } = socketEars(ears);
  const socket = connect({ port: stompPort, host: "127.0.0.1", noDelay: true }).setEncoding("utf8");
  let over = false;
  let why = "it ended";
  socket.on("connect", () => over || opened());
  socket.on("data", (text: string) => over || heard(text));
  socket.on("error", ({ message }) => {
    why = message;
  });
  socket.on("close", () => {
    if (!over) closed(why);
    over = true;
  });
  return {
    say: (frame) => {
      if (socket.writable) socket.write(frame);
    },
    close: () => {
      over = true;
      socket.destroy();
    },
  };
};

function overSocket(socket: Socket): StompLine {
  return { say: (frame) => socket.send(frame), close: () => socket.close() };
}

/** Frames come a message each, or cut and joined as the network likes. */
function socketEars(ears: StompEars): SocketEars {
  const frames = new StompFrames();
  return {
    opened: () => ears.opened(),
    heard: (text) => {
      for (const frame of frames.take(text)) ears.heard(frame);
    },
    closed: (why) => ears.closed(why),
  };
}
