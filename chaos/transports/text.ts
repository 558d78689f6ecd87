import type { Seen, Spot, Transport } from "./transport.ts";
import { openSocket } from "./web-socket.ts";

/** The bare WebSocket: no ids and no positions; the echo of one's own line means that it is durable. */
export function textTransport(name: string, deflate: boolean): Transport {
  return {
    name,
    resumes: false,
    read: (spot, _from, ears) =>
      openSocket(opening(spot, deflate), {
        opened: () => ears.alive(),
        heard: (line) => {
          const seen = parse(line);
          if (seen === undefined) ears.alive();
          else ears.seen(seen);
        },
        closed: (why) => ears.closed(why),
      }),
    write: (spot, ears) => {
      const socket = openSocket(opening(spot, deflate), {
        opened: () => ears.opened(),
        heard: (line) => {
          const seen = parse(line);
          if (seen?.author === spot.name) ears.receipt(Number.parseInt(seen.text, 10), undefined);
        },
        closed: (why) => ears.closed(why),
      });
      return { send: (_number, text) => socket.send(text), close: () => socket.close() };
    },
  };
}

function opening({ port, room, name }: Spot, deflate: boolean): { readonly url: string; readonly deflate: boolean } {
  const path = `/ws/${encodeURIComponent(room)}?name=${encodeURIComponent(name)}`;
  return { url: `ws://127.0.0.1:${port}${path}`, deflate };
}

/** Undefined for a notice, whose name is empty. */
function parse(line: string): Seen | undefined {
  const colon = line.indexOf(":");
  return colon === 0 ? undefined : { author: line.slice(0, colon), text: line.slice(colon + 1) };
}
