/** What a socket tells, never from within a call of ours. Nothing follows `closed`, and nothing `Socket.close`. */
export interface SocketEvents {
  opened(): void;
  heard(text: string): void;
  closed(code: number, reason: string): void;
}

export interface Socket {
  /** Only between `opened` and `closed`. */
  send(text: string): void;
  close(code: number): void;
}

export type OpenSocket = (address: string, subprotocol: string, events: SocketEvents) => Socket;

/** The runtime's own WebSocket. */
export const openWebSocket: OpenSocket = (address, subprotocol, events) => {
  const socket = new WebSocket(address, subprotocol);
  socket.onopen = () => events.opened();
  socket.onmessage = ({ data }) => {
    if (typeof data === "string") events.heard(data);
  };
  socket.onclose = ({ code, reason }) => events.closed(code, reason);
  return {
    send: (text) => socket.send(text),
    close: (code) => {
      // On a dead link the goodbye takes half a minute: whoever closes does not wait for it.
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close(code);
    },
  };
};
