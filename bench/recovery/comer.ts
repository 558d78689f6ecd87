import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { HttpConnection } from "../transport/http-connection.ts";
import { requestHead, upgradeHead } from "../transport/request-head.ts";
import { Traffic } from "../transport/traffic.ts";
import type { Place } from "./order.ts";
import { Scan } from "./scan.ts";

/** Somebody who comes back. */
export interface Comer {
  readonly port: number;
  readonly name: string;
  readonly place: Place;
  /** Called whenever more has come, and with what went wrong. */
  progress(scan: Scan, fault?: Error): void;
}

/** The ways back, by transport. Each reads on after it has caught up. */
export const WAYS: Readonly<Record<string, (comer: Comer) => void>> = {
  websocket: speak,
  sse: stream,
  "long-polling": (comer) => void ask(comer, "&live=long-poll", 0),
  polling: (comer) => void ask(comer, "", 1000),
};

/** Nobody waits between the handshake, the hello and the join longer than for the 101. */
function speak(comer: Comer): void {
  const { port, name, place } = comer;
  const hello = { type: "hello", name };
  const join = { type: "join", room: "bench", position: place.position };
  let isOpen = false;
  const socket = open(comer, upgradeHead(port, "/ws"), (bytes) => {
    if (isOpen) return;
    isOpen = true;
    if (!bytes.subarray(0, 12).equals(Buffer.from("HTTP/1.1 101"))) comer.progress(new Scan(0), new Error(`${bytes}`));
    socket.write(Buffer.concat([hello, join].map(frameOf)));
  });
}

function stream(comer: Comer): void {
  const { port, name, place } = comer;
  const target = `/rooms/bench/log?name=${name}&offset=${place.position}&live=sse`;
  open(comer, requestHead({ port, method: "GET", target, fields: { Accept: "text/event-stream" } }));
}

/** A raw socket whose bytes are only looked through. */
function open({ port, place, progress }: Comer, head: Buffer, hear?: (bytes: Buffer) => void): Socket {
  const scan = new Scan(place.offset + 1);
  const socket = connect({ port, host: "127.0.0.1", noDelay: true }, () => socket.write(head));
  socket.on("data", (bytes) => {
    hear?.(bytes);
    scan.read(bytes);
    progress(scan);
  });
  socket.on("error", (error) => progress(scan, error));
  socket.on("close", () => progress(scan, new Error("the server has closed a connection")));
  return socket;
}

/** Asks on and on; at once while there is more, else after a pause. */
async function ask({ port, name, place, progress }: Comer, more: string, pauseMs: number): Promise<void> {
  const scan = new Scan(place.offset + 1);
  try {
    const connection = new HttpConnection(port, new Traffic());
    for (let at = place.position; ; ) {
      const target = `/rooms/bench/log?name=${name}&offset=${at}${more}`;
      const { head, body } = await connection.ask({ method: "GET", target });
      if (head.status !== 200 && head.status !== 204) throw new Error(`${head.status} ${body}`);
      at = head.field("stream-next-offset") ?? at;
      scan.read(body);
      progress(scan);
      if (pauseMs > 0 && head.field("stream-up-to-date") !== undefined) await sleep(pauseMs);
    }
  } catch (error) {
    progress(scan, error instanceof Error ? error : new Error(String(error)));
  }
}

/** With a mask of zeros. */
function frameOf(message: object): Buffer {
  const payload = Buffer.from(JSON.stringify(message));
  const short = payload.length < 126;
  const head = Buffer.alloc(short ? 6 : 8);
  head[0] = 0x81;
  head[1] = 0x80 | (short ? payload.length : 126);
  if (!short) head.writeUInt16BE(payload.length, 2);
  return Buffer.concat([head, payload]);
}
