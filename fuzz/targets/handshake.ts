import assert from "node:assert/strict";
import { BlockList } from "node:net";
import { callerOf, NodeHost, Origins } from "@madang/net";
import {
  acceptDeflate,
  type HttpRefusal,
  hasToken,
  judgeHandshake,
  MAX_HEAD_BYTES,
  type RequestHead,
  RequestHeadReader,
  ResponseHeadReader,
  spellHandshake,
  spellRefusal,
  TAKEOVER_DEFLATE,
} from "@madang/wire/websocket";
import type { Dice } from "../../chaos/dice.ts";
import { HttpOracle } from "../http-oracle.ts";
import { cuts, mutate } from "../mutation.ts";
import type { Target } from "../target.ts";
import { utf8, words } from "../words.ts";

const ORACLE_SHARE = 0.05;
const host = new NodeHost();
const origins = new Origins(["https://friend.example"]);
const nobody = new BlockList();
const FIELDS: readonly (readonly [name: string, values: readonly string[]])[] = [
  ["Host", ["localhost:8080", "a, b", "", "한.kr", "[::1]", "a@b"]],
  ["Upgrade", ["websocket", "WebSocket", "h2c, websocket", "websocket/13", ""]],
  ["Connection", ["Upgrade", "keep-alive, Upgrade", "upgrade,,", "close"]],
  ["Sec-WebSocket-Key", ["dGhlIHNhbXBsZSBub25jZQ==", "short==", ""]],
  ["Sec-WebSocket-Version", ["13", "8", "013", "13, 8"]],
  ["Sec-WebSocket-Protocol", ["chat", "madang.v1, chat", "chat, chat", "a b"]],
  [
    "Sec-WebSocket-Extensions",
    [
      "permessage-deflate; client_max_window_bits",
      'permessage-deflate; server_max_window_bits="10"',
      'x; y="\\a"',
      "a;;b",
      "permessage-deflate; server_max_window_bits=16",
    ],
  ],
  [
    "Origin",
    ["http://localhost:8080", "https://friend.example", "https://evil.example", "null", "file://", "http://a:b:c"],
  ],
  ["X-Forwarded-For", ["10.0.0.1", "::ffff:1.2.3.4, x", ",,,"]],
  ["Content-Length", ["0", "5", "-1"]],
  ["Transfer-Encoding", ["chunked"]],
];
const TARGETS = [
  "/ws/chat?name=a",
  "/ws/%EB%A7%88%EB%8B%B9",
  "/ws/%zz",
  "/ws/%00",
  "/ws/%2e%2e/x",
  "http://h/ws/chat",
  "*",
  "//",
  "?x",
  "/ws/chat?name=%F0%9F",
];

type Answer = RequestHead | HttpRefusal | undefined;

/** Opening requests, and whatever stands in their place. */
export class HandshakeTarget implements Target {
  readonly name = "handshake";
  readonly #oracle = new HttpOracle();
  #stricter = 0;

  make(dice: Dice): Uint8Array {
    const head = utf8(request(dice));
    return dice.chance(0.6) ? mutate(head, dice) : head;
  }

  async check(input: Uint8Array, dice: Dice): Promise<void> {
    const whole = readHead([new Uint8Array(input)]);
    assert.deepEqual(readHead(cuts(input, dice)), whole, "the cut of the bytes matters");
    if (whole === undefined) assert.ok(input.length < MAX_HEAD_BYTES, "a head without end");
    const status = whole === undefined ? undefined : "status" in whole ? whole.status : answer(whole);
    if (!dice.chance(ORACLE_SHARE) || whole === undefined) return;
    const theirs = await this.#oracle.status(input);
    // `ws` takes no list here, which RFC 6455 section 4.2.1 allows.
    const alone = "method" in whole && whole.headers.get("upgrade")?.toLowerCase() === "websocket";
    if (status === 101 && alone) assert.equal(theirs, 101, "we open a WebSocket where node:http with ws does not");
    else if (status !== 101 && theirs === 101) this.#stricter++;
  }

  notes(): readonly string[] {
    return [`${this.#stricter} requests that node:http with ws takes are refused`];
  }
}

function request(dice: Dice): string {
  const lines = [
    `${dice.pick(["GET", "GET", "GET", "POST", "get"])} ${dice.pick(TARGETS)} HTTP/${dice.pick(["1.1", "1.1", "1.0", "2.0"])}`,
  ];
  for (const [name, values] of FIELDS) {
    if (dice.chance(name.startsWith("Content") || name.startsWith("Transfer") ? 0.05 : 0.93)) {
      lines.push(`${name}:${dice.pick([" ", "", "\t"])}${dice.chance(0.8) ? values[0] : dice.pick(values)}`);
    }
  }
  if (dice.chance(0.05)) lines.push(`X-Words: ${words(dice)}`);
  if (dice.chance(0.02)) lines.push(...Array<string>(dice.pick([80, 120])).fill("A: b"));
  if (dice.chance(0.02)) lines.push(`X: ${"y".repeat(dice.pick([16_000, 17_000]))}`);
  return `${lines.join("\r\n")}\r\n\r\n${dice.chance(0.2) ? words(dice) : ""}`;
}

function readHead(pieces: readonly Uint8Array[]): Answer {
  const reader = new RequestHeadReader(host);
  for (const piece of pieces) {
    const head = reader.read(piece);
    if (head !== undefined) return head;
  }
  return undefined;
}

/** All that the door does with a head; the status that it would answer, or 0 for a request that is no upgrade. */
function answer(head: RequestHead): number {
  origins.allows(head.headers);
  const judged = judgeHandshake(head, host);
  if ("status" in judged)
    return isResponse(spellRefusal(judged, host), judged.status) && hasToken(head.headers.get("upgrade"), "websocket")
      ? judged.status
      : 0;
  callerOf({ ...head, remote: "127.0.0.1" }, judged.subprotocols, nobody);
  const deflate = acceptDeflate(judged.extensions, TAKEOVER_DEFLATE);
  const subprotocol = judged.subprotocols[0];
  const extensions = deflate === undefined ? [] : [deflate.response];
  isResponse(spellHandshake(judged, { subprotocol, extensions }, host), 101);
  return 101;
}

function isResponse(bytes: Uint8Array, status: number): true {
  const head = new ResponseHeadReader(host).read(new Uint8Array(bytes));
  assert.ok(head !== undefined && "code" in head && head.code === status, "our answer is no response");
  return true;
}
