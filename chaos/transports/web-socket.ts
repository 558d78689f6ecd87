import { WebSocket } from "ws";

/** How a WebSocket is opened. */
export interface Opening {
  readonly url: string;
  readonly subprotocol?: string;
  readonly deflate: boolean;
}

/** What is heard of it: nothing after `closed`, and nothing after the answer's `close`. */
export interface SocketEars {
  opened(): void;
  heard(text: string): void;
  closed(why: string): void;
}

export interface Socket {
  send(text: string): void;
  close(): void;
}

/** 3 s for the handshake: a server that starts meanwhile is tried again. */
const HANDSHAKE_MS = 3000;

/** A WebSocket that is none of ours (`ws`), so that a fault of our engine does not hide in both ends. */
export function openSocket({ url, subprotocol, deflate }: Opening, ears: SocketEars): Socket {
  const socket = new WebSocket(url, subprotocol === undefined ? [] : [subprotocol], {
    perMessageDeflate: deflate,
    handshakeTimeout: HANDSHAKE_MS,
  });
  let over = false;
  let error = "";
  const end = (why: string): void => {
    if (over) return;
    over = true;
    ears.closed(why);
  };
  socket.on("open", () => {
    if (!over) ears.opened();
  });
  socket.on("message", (data) => {
    if (!over) ears.heard(String(data));
  });
  socket.on("error", ({ message }) => {
    error = message;
  });
  socket.on("close", (code, reason) => end(`${code} ${String(reason) || error}`.trim()));
  return {
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    close: () => {
      over = true;
      socket.terminate();
    },
  };
}
