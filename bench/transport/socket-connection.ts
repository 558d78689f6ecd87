import { connect, type Socket } from "node:net";
import { upgradeHead } from "./request-head.ts";
import { responseHead } from "./response-head.ts";
import type { Traffic } from "./traffic.ts";

const NOTHING: Buffer = Buffer.alloc(0);
const [TEXT, CLOSE, PING, PONG] = [1, 8, 9, 10];

/** What a frame is, and the bytes after it. */
interface Frame {
  readonly opcode: number;
  readonly payload: Buffer;
  readonly headSize: number;
}

/** One WebSocket of the native protocol, with every byte counted. */
export class SocketConnection {
  readonly #traffic: Traffic;
  readonly #socket: Socket;
  readonly #opened: PromiseWithResolvers<void> = Promise.withResolvers();
  readonly #hearText: (text: string) => void;
  #isOpen = false;
  #rest: Buffer = NOTHING;

  constructor(port: number, traffic: Traffic, hear: (text: string) => void) {
    this.#traffic = traffic;
    this.#hearText = hear;
    const head = upgradeHead(port, "/ws");
    this.#socket = connect({ port, host: "127.0.0.1", noDelay: true }, () => {
      traffic.request();
      traffic.head(head.length);
      this.#socket.write(head);
    });
    this.#socket.on("data", (bytes) => this.#read(bytes));
    this.#socket.on("error", (error) => this.#opened.reject(error));
    this.#socket.on("close", () => this.#opened.reject(new Error("the server has closed the connection")));
  }

  /** The handshake is done. */
  get opened(): Promise<void> {
    return this.#opened.promise;
  }

  send(message: object): void {
    this.#frame(TEXT, Buffer.from(JSON.stringify(message)));
  }

  close(): void {
    this.#socket.destroy();
  }

  /** With a mask of zeros, which RFC 6455 section 5.3 lets a program that is not a browser choose. */
  #frame(opcode: number, payload: Buffer): void {
    const short = payload.length < 126;
    const head = Buffer.alloc(short ? 6 : 8);
    head[0] = 0x80 | opcode;
    head[1] = 0x80 | (short ? payload.length : 126);
    if (!short) head.writeUInt16BE(payload.length, 2);
    this.#traffic.head(head.length);
    this.#traffic.content(payload.length);
    this.#socket.write(Buffer.concat([head, payload]));
  }

  #read(bytes: Buffer): void {
    this.#rest = this.#rest.length > 0 ? Buffer.concat([this.#rest, bytes]) : bytes;
    if (!this.#isOpen && !this.#open()) return;
    for (let frame = frameAt(this.#rest); frame !== undefined; frame = frameAt(this.#rest)) {
      const { opcode, payload, headSize } = frame;
      this.#rest = this.#rest.subarray(headSize + payload.length);
      this.#traffic.head(headSize);
      this.#traffic.content(payload.length);
      if (opcode === TEXT) this.#hearText(payload.toString());
      else if (opcode === PING) this.#frame(PONG, payload);
      else if (opcode === CLOSE) this.close();
    }
  }

  #open(): boolean {
    const head = responseHead(this.#rest);
    if (head === undefined) return false;
    if (head.status !== 101) throw new Error(`${head.status} in place of 101`);
    this.#traffic.head(head.size);
    this.#rest = this.#rest.subarray(head.size);
    this.#isOpen = true;
    this.#opened.resolve();
    return true;
  }
}

/** Undefined while it is not whole. */
function frameAt(bytes: Buffer): Frame | undefined {
  if (bytes.length < 2) return undefined;
  const short = (bytes[1] ?? 0) & 0x7f;
  const headSize = short < 126 ? 2 : short === 126 ? 4 : 10;
  if (bytes.length < headSize) return undefined;
  const size = short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  if (bytes.length < headSize + size) return undefined;
  return { opcode: (bytes[0] ?? 0) & 0x0f, payload: bytes.subarray(headSize, headSize + size), headSize };
}
