import { HttpConnection } from "./http-connection.ts";
import { SocketConnection } from "./socket-connection.ts";
import type { Traffic } from "./traffic.ts";

/** What is sent. */
export interface Letter {
  readonly id: string;
  readonly text: string;
}

/** Somebody who writes into the room. */
export interface Writer {
  /** Resolves with the position when it is kept. */
  send(letter: Letter): Promise<string>;
  close(): void;
}

/** What every writer is given. */
export interface WriterParts {
  readonly port: number;
  readonly name: string;
  readonly traffic: Traffic;
}

/** Sends a message with a POST, on a connection that is kept. */
export function poster({ port, name, traffic }: WriterParts): Promise<Writer> {
  let connection = new HttpConnection(port, traffic);
  let last: Promise<unknown> = Promise.resolve();
  const post = async (letter: Letter): Promise<string> => {
    if (connection.isOver) connection = new HttpConnection(port, traffic);
    const fields = { "Content-Type": "application/json" };
    const target = `/rooms/bench/log?name=${name}`;
    const answer = await connection.ask({ method: "POST", target, fields }, Buffer.from(JSON.stringify(letter)));
    if (answer.head.status !== 201) throw new Error(`a send was answered with ${answer.head.status}: ${answer.body}`);
    return (JSON.parse(answer.body.toString()) as { readonly position: string }).position;
  };
  return Promise.resolve({
    send(letter) {
      const sent = last.then(() => post(letter));
      last = sent.catch(() => undefined);
      return sent;
    },
    close: () => connection.close(),
  });
}

/** Sends over a WebSocket of the native protocol; it has not joined. */
export async function speaker({ port, name, traffic }: WriterParts): Promise<Writer> {
  const waiting = new Map<string, PromiseWithResolvers<string>>();
  const socket = new SocketConnection(port, traffic, (text) => {
    const told = JSON.parse(text) as { readonly type: string; readonly id?: string; readonly position?: string };
    const asked = waiting.get(told.id ?? "");
    if (told.type === "sent" && told.position !== undefined) asked?.resolve(told.position);
    else if (told.type === "error") asked?.reject(new Error(text));
    if (asked !== undefined) waiting.delete(told.id ?? "");
  });
  await socket.opened;
  socket.send({ type: "hello", name });
  return {
    send(letter) {
      const asked = Promise.withResolvers<string>();
      waiting.set(letter.id, asked);
      socket.send({ type: "send", room: "bench", ...letter });
      return asked.promise;
    },
    close: () => socket.close(),
  };
}
