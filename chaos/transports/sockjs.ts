import SockJS from "sockjs-client";
import { nativeTransport } from "./native.ts";
import type { Transport } from "./transport.ts";
import type { Socket, SocketEars } from "./web-socket.ts";

/** 3 s for a transport, as for a handshake. */
const TRANSPORT_MS = 3000;

/** Those of the stock client's transports that need no page around them. */
export type SockjsWay = "websocket" | "xhr-streaming" | "eventsource" | "xhr-polling";

/** The native protocol over the stock client by one of its transports. */
export function sockjsTransport(way: SockjsWay): Transport {
  return nativeTransport(`sockjs-${way}`, false, ({ url }, ears) =>
    openSockjs(`http://${new URL(url).host}/sockjs`, way, ears),
  );
}

/** A connection of the stock client at `base`. */
export function openSockjs(base: string, way: SockjsWay, ears: SocketEars): Socket {
  const socket = new SockJS(base, null, { transports: [way], timeout: TRANSPORT_MS });
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
