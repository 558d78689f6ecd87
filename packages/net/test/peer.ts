import { once } from "node:events";
import { connect, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { type DeflateAgreement, type Event, frame, Connection as Machine, OPCODE } from "@madang/wire/websocket";
import { NodeHost } from "../src/node-host.ts";

const DEADLINE_MS = 5000;
const host = new NodeHost();
const MASK = 0x37fa213d;

/** The handshake of RFC 6455 section 1.2, whose answer is `s3pPLMBiTxaQ9kYGzzhZRbK+xOo=`. */
export const SAMPLE_ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

/** A request head; fields with an undefined value are left out, so that a test can take one away. */
export function requestHead(line: string, fields: Readonly<Record<string, string | undefined>> = {}): string {
  const lines = Object.entries({ Host: "localhost", ...fields }).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${value}`],
  );
  return `${line}\r\n${lines.join("\r\n")}\r\n\r\n`;
}

export function handshake(
  target = "/ws/chat?name=a",
  fields: Readonly<Record<string, string | undefined>> = {},
): string {
  return requestHead(`GET ${target} HTTP/1.1`, {
    Upgrade: "websocket",
    Connection: "Upgrade",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Version": "13",
    ...fields,
  });
}

/** A client's frames: masked. */
export function text(message: string): Uint8Array {
  return frame(OPCODE.text, host.encode(message), { mask: MASK });
}

export function binary(bytes: Uint8Array): Uint8Array {
  return frame(OPCODE.binary, bytes, { mask: MASK });
}

export function goodbye(code: number): Uint8Array {
  return frame(OPCODE.close, Uint8Array.of(code >> 8, code & 0xff), { mask: MASK });
}

/** A response as it came over the wire. */
export interface Answer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

/** The other end of a connection, byte by byte. */
export class Peer<S extends Duplex = Socket> {
  readonly socket: S;
  bytes: Buffer = Buffer.alloc(0);
  /** What came as frames after an upgrade. */
  readonly events: Event[] = [];
  isEnded = false;
  isClosed = false;
  #machine: Machine | undefined;
  readonly #checks = new Set<() => void>();

  constructor(socket: S) {
    this.socket = socket;
    socket.on("error", () => undefined);
    socket.on("data", (bytes: Buffer) => this.#take(bytes));
    socket.on("end", () => {
      this.isEnded = true;
      this.#look();
    });
    socket.on("close", () => {
      this.isClosed = true;
      this.#look();
    });
  }

  static async open(port: number): Promise<Peer> {
    const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true, noDelay: true });
    await once(socket, "connect");
    return new Peer(socket);
  }

  /** Opens a WebSocket. */
  static async join(port: number, target?: string, fields?: Readonly<Record<string, string>>): Promise<Peer> {
    const peer = await Peer.open(port);
    peer.send(handshake(target, fields));
    await peer.upgraded().catch((error: unknown) => {
      peer.socket.destroy();
      throw error;
    });
    return peer;
  }

  get texts(): string[] {
    return this.events.flatMap((event) => (event.kind === "text" ? [event.text] : []));
  }

  /** The code and the reason of the goodbye that came. */
  get goodbye(): [code: number, reason: string] | undefined {
    const closed = this.events.find((event) => event.kind === "closed");
    return closed?.kind === "closed" ? [closed.code, closed.reason] : undefined;
  }

  send(bytes: string | Uint8Array): void {
    this.socket.write(bytes);
  }

  /** Waits, over every event of the connection, until `found` is something. */
  until<T>(what: string, found: () => T | undefined | false): Promise<T> {
    return new Promise((resolve, reject) => {
      const check = (): void => {
        const value = found();
        if (value === undefined || value === false) return;
        clearTimeout(timer);
        this.#checks.delete(check);
        resolve(value);
      };
      const timer = setTimeout(() => {
        const state = `${this.bytes.subarray(0, 300).toString("latin1")} ${JSON.stringify(this.events).slice(0, 500)}`;
        reject(new Error(`no ${what} within ${DEADLINE_MS} ms; there is ${state}`));
      }, DEADLINE_MS);
      this.#checks.add(check);
      check();
    });
  }

  /** The next whole HTTP response, taken off the bytes; it must have a Content-Length. */
  answer(): Promise<Answer> {
    return this.until("answer", () => {
      const end = this.bytes.indexOf("\r\n\r\n");
      if (end < 0) return undefined;
      const head = this.bytes.subarray(0, end).toString("latin1");
      const length = Number(/^content-length: (\d+)$/im.exec(head)?.[1] ?? 0);
      const body = this.bytes.subarray(end + 4, end + 4 + length);
      if (body.length < length) return undefined;
      this.bytes = this.bytes.subarray(end + 4 + length);
      return { status: Number(head.split(" ")[1]), head, body: body.toString() };
    });
  }

  /** Waits for the 101, and reads frames from there on. */
  async upgraded(): Promise<Answer> {
    const answer = await this.answer();
    if (answer.status !== 101) throw new Error(`no upgrade: ${answer.head}\n${answer.body}`);
    this.speak();
    return answer;
  }

  /** Frames from here on. */
  speak(deflate?: DeflateAgreement): void {
    this.#machine = new Machine({ role: "client", host, maxMessageBytes: 64 * 1024 * 1024, deflate });
    const rest = this.bytes;
    this.bytes = Buffer.alloc(0);
    if (rest.length > 0) this.#take(rest);
  }

  heard(line: string): Promise<true> {
    return this.until(JSON.stringify(line), () => this.texts.includes(line));
  }

  /** Waits until the other side has let go of the connection altogether, not only of its half of it. */
  async closed(): Promise<void> {
    await this.until("end", () => this.isEnded || this.isClosed);
    const poking = setInterval(() => this.send("x"), 5);
    await this.until("close", () => this.isClosed).finally(() => clearInterval(poking));
  }

  ended(): Promise<true> {
    return this.until("end", () => this.isEnded);
  }

  #take(bytes: Buffer): void {
    if (this.#machine === undefined) this.bytes = Buffer.concat([this.bytes, bytes]);
    else this.events.push(...this.#machine.receive(bytes));
    this.#look();
  }

  #look(): void {
    for (const check of this.#checks) check();
  }
}
