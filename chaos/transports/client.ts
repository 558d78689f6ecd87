import { Client, type RoomEvent, type Transport as Way } from "@madang/client";
import { idOf } from "../message.ts";
import type { ReaderEars, Spot, Transport } from "./transport.ts";

/** The client library as a page would use it: it comes back, resumes and repeats by itself. */
export function clientTransport(way?: Way): Transport {
  return {
    name: way === undefined ? "client" : `client-${way}`,
    resumes: true,
    read: (spot, from, ears) => {
      const client = open(spot, () => "", way);
      const end = ending(client, ears);
      const room = client.join(spot.room, from === undefined ? {} : { position: from });
      room.on("event", (event) => {
        if (event.kind === "joined" && room.position !== undefined) ears.begun(room.position);
        else hear(event, ears);
      });
      return { close: end };
    },
    write: (spot, ears) => {
      const underWay = new Set<number>();
      let next = -1;
      const client = open(spot, () => idOf(next), way);
      const room = client.join(spot.room);
      queueMicrotask(() => ears.opened());
      const end = ending(client, ears);
      let over = false;
      return {
        send: (number, text) => {
          // The client repeats by itself.
          if (underWay.has(number)) return;
          underWay.add(number);
          next = number;
          const { done } = room.send(text);
          done
            .finally(() => underWay.delete(number))
            .then(
              ({ position }) => over || ears.receipt(number, position),
              (error: unknown) => over || fail(number, error),
            );
        },
        close: () => {
          over = true;
          end();
        },
      };
      function fail(number: number, error: unknown): void {
        if (error instanceof Error && "code" in error && error.code === "conflict") ears.conflict(number);
        else ears.refused(number, String(error));
      }
    },
  };
}

/** Tells when the client is closed, but not when it is by what this answers. */
function ending(client: Client, ears: { closed(why: string): void }): () => void {
  const unwatch = client.on("state", (state) => {
    if (state.kind === "closed") ears.closed(state.why);
  });
  return () => {
    unwatch();
    client.close();
  };
}

function open({ port, name, dice }: Spot, makeId: () => string, way: Way | undefined): Client {
  // It comes back sooner than in earnest: a run has many ends of links, and little time.
  return new Client({
    url: `http://127.0.0.1:${port}`,
    name,
    ...(way === undefined ? {} : { transports: [way] }),
    ports: { makeId, random: () => dice.share() * 0.04 },
  });
}

function hear(event: RoomEvent, ears: ReaderEars): void {
  switch (event.kind) {
    case "entry": {
      const { position, offset, id, author, text = "" } = event.entry;
      ears.seen({ position, offset, id, author: author.name, text });
      break;
    }
    case "gap":
      ears.gone(`gap: ${event.why}`);
      break;
    case "skipped":
      if (event.entries > 0) ears.gone(`${event.entries} entries were skipped`);
      break;
    case "error":
      ears.gone(`${event.error.code}: ${event.error.why}`);
      break;
    default:
      ears.alive();
  }
}
