import assert from "node:assert/strict";
import { once } from "node:events";
import { connect as connectHttp2 } from "node:http2";
import { connect } from "node:net";
import type { Duplex } from "node:stream";
import { type TestContext, test } from "node:test";
import { openEchoHost } from "../../src/echo-host.ts";

/** A frame as it stands on the wire. */
export interface Frame {
  readonly opcode: number;
  readonly payload: Buffer;
  readonly fin: boolean;
  /** RSV1 to RSV3 as a number from 4 to 1. */
  readonly rsv: number;
}

export const TEXT = 1;
export const BINARY = 2;
export const CLOSE = 8;
export const PING = 9;
export const PONG = 10;

const DEADLINE_MS = 60_000;

/** A client's frame, made without the engine under test. */
export function frame(
  opcode: number,
  payload: string | Uint8Array = "",
  flags: { fin?: boolean; rsv?: number } = {},
): Buffer {
  const bytes = Buffer.from(payload);
  const { fin = true, rsv = 0 } = flags;
  const head = [(fin ? 0x80 : 0) | (rsv << 4) | opcode];
  if (bytes.length < 126) head.push(0x80 | bytes.length);
  else if (bytes.length < 65_536) head.push(0x80 | 126, bytes.length >> 8, bytes.length & 0xff);
  const long = Buffer.alloc(bytes.length < 65_536 ? 0 : 9);
  if (long.length > 0) {
    long[0] = 0x80 | 127;
    long.writeBigUInt64BE(BigInt(bytes.length), 1);
  }
  const key = [0x12, 0x34, 0x56, 0x78];
  const masked = Buffer.alloc(bytes.length);
  for (let at = 0; at < bytes.length; at++) masked[at] = (bytes[at] ?? 0) ^ (key[at & 3] ?? 0);
  return Buffer.concat([Buffer.from(head), long, Buffer.from(key), masked]);
}

/** A close frame's payload. */
export function goodbye(code: number, reason: string | Uint8Array = ""): Buffer {
  return Buffer.concat([Buffer.from([code >> 8, code & 0xff]), Buffer.from(reason)]);
}

/** The client's side of one connection to the echo host. */
export class Tester {
  /** The Sec-WebSocket-Extensions that were answered. */
  readonly extensions: string;
  readonly #stream: Duplex;
  #bytes: Buffer[] = [];
  #size = 0;
  readonly #frames: Frame[] = [];
  #ended = false;
  #error: Error | undefined;
  #look: () => void = () => undefined;

  constructor(stream: Duplex, extensions: string, rest: Buffer) {
    this.#stream = stream;
    this.extensions = extensions;
    if (rest.length > 0) this.#take(rest);
    stream.on("data", (bytes: Buffer) => this.#take(bytes));
    stream.on("end", () => {
      this.#ended = true;
      this.#look();
    });
    stream.on("error", (error) => {
      this.#error = error;
      this.#look();
    });
  }

  send(...bytes: Uint8Array[]): void {
    this.#stream.write(Buffer.concat(bytes));
  }

  /** In pieces of `size` bytes, each a packet of its own as far as one can see to that. */
  async sendIn(size: number, ...bytes: Uint8Array[]): Promise<void> {
    const all = Buffer.concat(bytes);
    for (let at = 0; at < all.length; at += size) {
      const more = this.#stream.write(all.subarray(at, at + size));
      if (!more) await once(this.#stream, "drain");
      else await new Promise(setImmediate);
    }
  }

  /** The next frame. */
  async next(): Promise<Frame> {
    const found = (): Frame | undefined => this.#frames.shift();
    return this.#until("a frame", found);
  }

  /** The next frames are these and no others: opcode and payload, whole and without reserved bits. */
  async expect(...frames: readonly (readonly [opcode: number, payload?: string | Uint8Array])[]): Promise<void> {
    for (const [opcode, payload = ""] of frames) {
      const got = await this.next();
      assert.deepEqual([got.opcode, got.fin, got.rsv], [opcode, true, 0], got.payload.subarray(0, 200).toString());
      assert.ok(got.payload.equals(Buffer.from(payload)), `${got.payload.length} bytes that are others`);
    }
  }

  /** The server says goodbye with this code (none: without a payload) and ends first, in order, with nothing after it. */
  async expectClose(code?: number): Promise<void> {
    const { opcode, payload } = await this.next();
    assert.equal(opcode, CLOSE);
    assert.equal(payload.length >= 2 ? payload.readUInt16BE(0) : undefined, code);
    await this.#until("end", () => this.#ended);
    assert.deepEqual([this.#frames, this.#size, this.#error], [[], 0, undefined]);
    const closed = once(this.#stream, "close");
    this.#stream.end();
    await closed;
    assert.equal(this.#error, undefined);
  }

  /** A closing handshake that we begin. */
  async close(): Promise<void> {
    this.send(frame(CLOSE, goodbye(1000)));
    await this.expectClose(1000);
  }

  destroy(): void {
    this.#stream.destroy();
  }

  #take(bytes: Buffer): void {
    this.#bytes.push(bytes);
    this.#size += bytes.length;
    while (this.#readFrame());
    this.#look();
  }

  #readFrame(): boolean {
    const [first = Buffer.alloc(0)] = this.#bytes;
    const head = first.length >= 10 ? first : this.#joined();
    if (head.length < 2) return false;
    const [one = 0, two = 0] = head;
    assert.equal(two & 0x80, 0, "RFC 6455 5.1: a server does not mask");
    const headSize = two === 127 ? 10 : two === 126 ? 4 : 2;
    if (head.length < headSize) return false;
    const length = two === 127 ? Number(head.readBigUInt64BE(2)) : two === 126 ? head.readUInt16BE(2) : two;
    if (this.#size < headSize + length) return false;
    const all = this.#joined();
    const payload = all.subarray(headSize, headSize + length);
    this.#frames.push({ opcode: one & 15, fin: (one & 0x80) !== 0, rsv: (one >> 4) & 7, payload });
    const rest = all.subarray(headSize + length);
    this.#bytes = rest.length > 0 ? [rest] : [];
    this.#size = rest.length;
    return true;
  }

  #joined(): Buffer {
    const all = this.#bytes.length === 1 ? this.#bytes[0] : Buffer.concat(this.#bytes);
    this.#bytes = all === undefined || all.length === 0 ? [] : [all];
    return all ?? Buffer.alloc(0);
  }

  #until<T>(what: string, found: () => T | undefined | false): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no ${what}`)), DEADLINE_MS);
      this.#look = () => {
        const value = found();
        const over = this.#ended || this.#error !== undefined;
        if (!over && (value === undefined || value === false)) return;
        clearTimeout(timer);
        this.#look = () => undefined;
        if (value === undefined || value === false) reject(this.#error ?? new Error(`the end instead of ${what}`));
        else resolve(value);
      };
      this.#look();
    });
  }
}

type Open = (extensions?: string) => Promise<Tester>;

/** One test on each of the two roads. */
export function conform(title: string, script: (open: Open) => Promise<void>): void {
  for (const road of ["HTTP/1.1", "HTTP/2"] as const) {
    test(`${title} (${road})`, { timeout: 4 * DEADLINE_MS }, async (t) => {
      const faults: unknown[] = [];
      const host = await openEchoHost({ host: "127.0.0.1", port: 0, h2cPort: 0 }, (error) => faults.push(error));
      const testers: Tester[] = [];
      t.after(async () => {
        for (const tester of testers) tester.destroy();
        await host.close();
      });
      const port = road === "HTTP/2" ? (host.h2cPort ?? 0) : host.port;
      await script(async (extensions) => {
        const tester = road === "HTTP/2" ? await openStream(t, port, extensions) : await openSocket(port, extensions);
        testers.push(tester);
        return tester;
      });
      assert.deepEqual(faults, []);
    });
  }
}

async function openSocket(port: number, extensions: string | undefined): Promise<Tester> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true, allowHalfOpen: true });
  const offer = extensions === undefined ? "" : `Sec-WebSocket-Extensions: ${extensions}\r\n`;
  socket.write(
    `GET /echo HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nOrigin: http://anywhere.example\r\n${offer}Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n`,
  );
  let bytes = Buffer.alloc(0);
  while (bytes.indexOf("\r\n\r\n") < 0) bytes = Buffer.concat([bytes, ((await once(socket, "data")) as [Buffer])[0]]);
  const end = bytes.indexOf("\r\n\r\n");
  const head = bytes.subarray(0, end).toString();
  assert.match(head, /^HTTP\/1.1 101 /);
  const answered = /^Sec-WebSocket-Extensions: (.*)$/m.exec(head)?.[1]?.trim() ?? "";
  return new Tester(socket, answered, bytes.subarray(end + 4));
}

async function openStream(t: TestContext, port: number, extensions: string | undefined): Promise<Tester> {
  const session = connectHttp2(`http://127.0.0.1:${port}`);
  session.on("error", () => undefined);
  t.after(() => session.destroy());
  await once(session, "remoteSettings");
  const stream = session.request(
    {
      ":method": "CONNECT",
      ":protocol": "websocket",
      ":scheme": "http",
      ":path": "/echo",
      origin: "http://anywhere.example",
      "sec-websocket-version": "13",
      ...(extensions === undefined ? {} : { "sec-websocket-extensions": extensions }),
    },
    { endStream: false },
  );
  const [headers] = (await once(stream, "response")) as [Record<string, string | undefined>];
  assert.equal(Number(headers[":status"]), 200);
  return new Tester(stream, headers["sec-websocket-extensions"] ?? "", Buffer.alloc(0));
}
