import type { Socket } from "./socket.ts";
import type { HttpParts, WayEvents } from "./way.ts";

/** The module of the way over HTTP. */
export type LoadHttp = () => Promise<{ openHttp(parts: HttpParts, events: WayEvents): Socket }>;

/** The way over HTTP, whose code is loaded now: most never need it. */
export function openLazily(load: LoadHttp, parts: HttpParts, events: WayEvents): Socket {
  let socket: Socket | undefined;
  let closed = false;
  load().then(
    ({ openHttp }) => {
      if (!closed) socket = openHttp(parts, events);
    },
    () => {
      if (!closed) events.closed(1006, "the server does not answer");
    },
  );
  return {
    send: (text) => socket?.send(text),
    close: (code) => {
      closed = true;
      socket?.close(code);
    },
  };
}
