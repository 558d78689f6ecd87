import type { ClientMessage, ServerMessage } from "@madang/wire/native";
import { idOf } from "../message.ts";
import type { ReaderEars, Spot, Transport, WriterEars } from "./transport.ts";
import { openSocket, type Socket } from "./web-socket.ts";

/** docs/protocol.md, spoken by hand, over what `open` opens. */
export function nativeTransport(name: string, deflate: boolean, open: typeof openSocket = openSocket): Transport {
  const way = { deflate, open };
  return {
    name,
    resumes: true,
    read: (spot, from, ears) => {
      const join: ClientMessage = { type: "join", room: spot.room, ...(from === undefined ? {} : { position: from }) };
      const socket = connect(spot, way, {
        hello: () => say(socket, join),
        heard: (message) => read(message, ears),
        closed: (why) => ears.closed(why),
      });
      return socket;
    },
    write: (spot, ears) => {
      const socket = connect(spot, way, {
        hello: () => ears.opened(),
        heard: (message) => hearReceipt(message, ears),
        closed: (why) => ears.closed(why),
      });
      return {
        send: (number, text) => say(socket, { type: "send", room: spot.room, id: idOf(number), text }),
        close: () => socket.close(),
      };
    },
  };
}

interface Ears {
  hello(): void;
  heard(message: ServerMessage): void;
  closed(why: string): void;
}

interface Way {
  readonly deflate: boolean;
  readonly open: typeof openSocket;
}

function connect({ port, name }: Spot, { deflate, open }: Way, ears: Ears): Socket {
  const opening = { url: `ws://127.0.0.1:${port}/ws`, subprotocol: "madang.v1", deflate };
  const socket = open(opening, {
    opened: () => say(socket, { type: "hello", name }),
    heard: (text) => {
      const message = JSON.parse(text) as ServerMessage;
      if (message.type === "hello") ears.hello();
      else ears.heard(message);
    },
    closed: ears.closed,
  });
  return socket;
}

function say(socket: Socket, message: ClientMessage): void {
  socket.send(JSON.stringify(message));
}

function read(message: ServerMessage, ears: ReaderEars): void {
  switch (message.type) {
    case "entry": {
      const { position, offset, id, author, text = "" } = message;
      ears.seen({ position, offset, id, author: author.name, text });
      break;
    }
    case "joined":
      ears.begun(message.position);
      break;
    case "skipped":
      if (message.entries > 0) ears.gone(`${message.entries} entries were skipped`);
      break;
    case "error":
      // `refused`: the store cannot be read just now; the silence that follows makes the reader come again.
      if (message.code !== "refused") ears.gone(`${message.code}: ${message.why}`);
      break;
    default:
      ears.alive();
  }
}

function hearReceipt(message: ServerMessage, ears: WriterEars): void {
  if (message.type === "sent") {
    ears.receipt(Number(message.id.slice(1)), message.position);
  } else if (message.type === "error" && message.id !== undefined) {
    const number = Number(message.id.slice(1));
    if (message.code === "conflict") ears.conflict(number);
    else ears.refused(number, `${message.code}: ${message.why}`);
  }
}
