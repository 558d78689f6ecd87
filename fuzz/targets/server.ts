import assert from "node:assert/strict";
import { connect, type Socket } from "node:net";
import { setImmediate as turn } from "node:timers/promises";
import type { Dice } from "../../chaos/dice.ts";
import { frameStream } from "../frame-stream.ts";
import { cuts, joined, mutate } from "../mutation.ts";
import { ServerProcess } from "../server-process.ts";
import type { Target } from "../target.ts";
import { utf8, words } from "../words.ts";

/** So many are open at a time. */
const AT_ONCE = 24;
/** Every so many inputs the server is asked whether it lives. */
const ROUND = 200;
/** 96 MiB over what it had after the first round: nothing that hostile peers did may stay. */
const MAX_GROWTH_BYTES = 96 * 1024 * 1024;
const METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "BREW"];
const PATHS = [
  "/",
  "/chat",
  "/chat/%2e%2e",
  "/%2e%2e/%2e%2e/etc/passwd",
  "/chat/%00",
  "/chat/%zz",
  `/${"a".repeat(5000)}`,
  "/api/rooms",
  "/api/rooms/x",
  "/api/rooms/%F0%9F",
  "/api/bans/name/x",
  "/metrics",
  "/readyz",
  "//",
  "/page/..%2f..%2fpackage.json",
  "/ws/chat",
  "*",
  "/rooms/chat/log",
  "/sockjs/info",
  "/socket.io/?EIO=4&transport=polling",
];
const BODIES = ["", "{", '{"__proto__":{"a":1}}', '{"retention":"0d"}', "[".repeat(1000), "x".repeat(70_000)];
const UPGRADE =
  "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n";

/** The whole server in a process of its own, from outside: garbage, resets and half-closes at any moment. */
export class ServerTarget implements Target {
  readonly name = "server";
  #server: ServerProcess | undefined;
  readonly #open = new Set<Promise<void>>();
  #count = 0;
  #baseline: number | undefined;

  make(dice: Dice): Uint8Array {
    const stream = dice.chance(0.6) ? webSocket(dice) : http(dice);
    return dice.chance(0.4) ? mutate(stream, dice) : stream;
  }

  async check(input: Uint8Array, dice: Dice): Promise<void> {
    this.#server ??= await ServerProcess.start();
    const session = converse(this.#server.port, cuts(input, dice).slice(0, 300), dice).finally(() =>
      this.#open.delete(session),
    );
    this.#open.add(session);
    if (this.#open.size >= AT_ONCE) await Promise.race(this.#open);
    if (++this.#count % ROUND === 0) await this.#look(this.#server);
  }

  notes(): readonly string[] {
    return [`resident memory ${((this.#server?.resident ?? 0) / 2 ** 20).toFixed(0)} MiB at the last look`];
  }

  async close(): Promise<void> {
    await Promise.all(this.#open);
    await this.#server?.stop();
  }

  /** It lives, has no connection left, holds no more than at first, and met no fault of its own. */
  async #look(server: ServerProcess): Promise<void> {
    await Promise.all(this.#open);
    await server.quiet();
    assert.deepEqual(server.faults, [], "faults in the server's log");
    this.#baseline ??= server.resident;
    assert.ok(
      server.resident < this.#baseline + MAX_GROWTH_BYTES,
      `${this.#baseline} bytes resident have become ${server.resident}`,
    );
  }
}

function webSocket(dice: Dice): Uint8Array {
  const room = dice.pick(["/ws/chat", "/ws", "/ws/x"]);
  const more =
    room === "/ws" ? "Sec-WebSocket-Protocol: madang.v1\r\n" : "Sec-WebSocket-Extensions: permessage-deflate\r\n";
  const head = `GET ${room}?name=${encodeURIComponent(words(dice, 6).toWellFormed())} HTTP/1.1\r\nHost: h\r\n${UPGRADE}${more}\r\n`;
  return joined([
    utf8(head),
    dice.chance(0.5) ? mutate(frameStream({ dice, masked: true }), dice) : frameStream({ dice, masked: true }),
  ]);
}

function http(dice: Dice): Uint8Array {
  const body = dice.pick(BODIES);
  const length = dice.chance(0.9) ? body.length : dice.between(0, 100_000);
  return utf8(
    `${dice.pick(METHODS)} ${dice.pick(PATHS)} HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n${body}`,
  );
}

/** Says it all, or not, and goes in one of the ways there are. Never rejects. */
async function converse(port: number, pieces: readonly Uint8Array[], dice: Dice): Promise<void> {
  const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
  const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  socket.on("error", () => undefined);
  if (dice.chance(0.8)) socket.resume();
  const [stop, way, last] = [dice.between(0, pieces.length), dice.between(0, 4), dice.between(1, 20)];
  for (const piece of pieces.slice(0, way === 0 ? pieces.length : stop)) {
    socket.write(piece);
    await turn();
    if (socket.destroyed) break;
  }
  await leave(socket, way, last);
  await closed;
}

async function leave(socket: Socket, way: number, turns: number): Promise<void> {
  if (way === 1) socket.resetAndDestroy();
  if (way === 2) socket.end();
  if (way === 3) socket.destroy();
  for (let left = turns; left > 0 && !socket.destroyed; left--) await new Promise((resolve) => setTimeout(resolve, 1));
  if (way === 4) socket.resetAndDestroy();
  socket.destroy();
}
