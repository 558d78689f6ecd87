import SockJS from "sockjs-client";
import { nativeTransport } from "./native.ts";
import type { Transport } from "./transport.ts";
import type { Opening, Socket, SocketEars } from "./web-socket.ts";

/** 3 s for a transport, as for a handshake. */
const TRANSPORT_MS = 3000;

/** The native protocol over the stock client, `sockjs-websocket` or another of its transports. */
export function sockjsTransport(transport: "websocket" | "xhr-streaming" | "xhr-polling"): Transport {
  return nativeTransport(`sockjs-${transport}`, false, (opening, ears) => openSockjs(opening, transport, ears));
}

function openSockjs({ url }: Opening, transport: string, ears: SocketEars): Socket {
  const base = `http://${new URL(url).host}/sockjs`;
  const socket = new SockJS(base, null, { transports: [transport], timeout: TRANSPORT_MS });
  let over = false;
  socket.onopen = () => over || ears.opened();
  socket.onmessage = ({ data }) => over || ears.heard(String(data));
  socket.onclose = ({ code, reason }) => {
    if (!over) ears.closed(`${code} ${reason}`.trim());
    over = true;
  };
  return {
    send: (text) => {
      if (socket.readyState === SockJS.OPEN) socket.send(text);
    },
    close: () => {
      over = true;
      socket.close();
    },
  };
}
