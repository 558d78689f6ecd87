import { io, type Socket } from "socket.io-client";
import { idOf } from "../message.ts";
import type { ReaderEars, Spot, Transport } from "./transport.ts";

/** 5 s for an acknowledgement, more than a busy disk takes; what is not acknowledged is sent again. */
const ACK_MS = 5000;

interface Entry {
  readonly position: string;
  readonly offset: number;
  readonly id: string;
  readonly author: { readonly name: string };
  readonly text?: string;
}

/** The stock client. A reader comes back by itself and is recovered; a writer's connection is over when it breaks. */
export function socketIoTransport(name: string, transports: string[]): Transport {
  return {
    name,
    resumes: true,
    read: (spot, from, ears) => {
      const socket = open(spot, transports, true);
      let place = from;
      socket.on("connect", () => {
        ears.alive();
        if (!socket.recovered) socket.emit("join", spot.room, place, (answer: Joined) => joined(answer, ears));
      });
      socket.on("message", (entry: Entry) => {
        const { position, offset, id, author, text = "" } = entry;
        place = position;
        ears.seen({ position, offset, id, author: author.name, text });
      });
      socket.on("skipped", ({ entries }: { readonly entries: number }) => {
        if (entries > 0) ears.gone(`${entries} entries were skipped`);
      });
      for (const event of ["joined", "left", "crowd", "typing", "here"]) socket.on(event, () => ears.alive());
      return { close: () => socket.disconnect() };
    },
    write: (spot, ears) => {
      const socket = open(spot, transports, false);
      let over = false;
      const end = (why: string): void => {
        if (!over) ears.closed(why);
        over = true;
        socket.disconnect();
      };
      socket.on("connect", () => over || ears.opened());
      socket.on("connect_error", ({ message }) => end(message));
      socket.on("disconnect", (why) => end(why));
      return {
        send: (number, text) =>
          void socket
            .timeout(ACK_MS)
            .emit("message", spot.room, { id: idOf(number), text }, (late: unknown, answer: Sent) => {
              if (over) return;
              if (late) ears.refused(number, "no acknowledgement");
              else if (answer.ok) ears.receipt(number, answer.position);
              else if (answer.error === "conflict") ears.conflict(number);
              else ears.refused(number, `${answer.error}: ${answer.why}`);
            }),
        close: () => {
          over = true;
          socket.disconnect();
        },
      };
    },
  };
}

interface Joined {
  readonly ok: boolean;
  readonly error?: string;
  readonly why?: string;
  readonly position: string;
}

interface Sent extends Joined {
  readonly error?: string;
}

function joined(answer: Joined, ears: ReaderEars): void {
  if (answer.ok) ears.begun(answer.position);
  // `refused`: the store cannot be read just now; the silence that follows makes the reader come again.
  else if (answer.error !== "refused") ears.gone(`${answer.error}: ${answer.why}`);
}

function open({ port, name }: Spot, transports: string[], reconnection: boolean): Socket {
  return io(`http://127.0.0.1:${port}`, {
    transports,
    auth: { name },
    forceNew: true,
    reconnection,
    reconnectionDelay: 100,
    reconnectionDelayMax: 1000,
    timeout: 3000,
  });
}
