import assert from "node:assert/strict";
import { checkName, foldName, parsePosition, parseRoomName } from "@madang/hub";
import { readPayload } from "@madang/wire/engineio";
import { parseClientMessage } from "@madang/wire/native";
import { PacketReader } from "@madang/wire/socketio";
import { readCallback, readJsonpPayload, readRoute, readSocketPayload, readXhrPayload } from "@madang/wire/sockjs";
import { parseExtensions, spellExtensions, tokenList } from "@madang/wire/websocket";
import type { Dice } from "../../chaos/dice.ts";
import { mutate } from "../mutation.ts";
import type { Target } from "../target.ts";
import { utf8, words } from "../words.ts";

const SEEDS = [
  '{"type":"send","room":"chat","id":"1","text":"안녕","ref":"r"}',
  '["a","b"]',
  "d=%5B%22a%22%5D",
  "4hello\u001e2\u001ebAQID",
  '2/admin,1["message",{"a":1}]',
  '52-["bin",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]',
  '0{"token":"x"}',
  "/000/abcdefgh/xhr_streaming",
  'permessage-deflate; client_max_window_bits; server_max_window_bits="10", x',
  "0k3v9q2m_0000000000h_1z141z3",
  "jQuery123.cb_1",
];
/** What JSON.parse makes of a text is read by machines that recurse. */
const NESTS: readonly (readonly [open: string, close: string])[] = [
  ["[", "]"],
  ['{"a":', "}"],
  ['{"__proto__":', "}"],
];

/** Everything that reads one whole text: names, rooms, positions, packets, payloads, header values. */
export class ParsersTarget implements Target {
  readonly name = "parsers";

  make(dice: Dice): Uint8Array {
    if (dice.chance(0.02)) return utf8(nested(dice));
    if (dice.chance(0.02))
      return utf8(
        dice.pick(["\u0301\u0316", "\u1100", " ", "\ufdfa", "👨‍", '\\"', ";"]).repeat(dice.between(100, 20_000)),
      );
    const text = utf8(dice.chance(0.3) ? words(dice) : dice.pick(SEEDS));
    return dice.chance(0.8) ? mutate(text, dice) : text;
  }

  check(input: Uint8Array): void {
    const text = new TextDecoder().decode(input);
    names(text);
    const message = parseClientMessage(text);
    if (message.type === "bad") assert.ok(message.why.length < 200, "an error as long as what it is about");
    readPayload(text);
    for (const read of [readXhrPayload, readSocketPayload, readRoute, parsePosition, tokenList]) read(text);
    readCallback(new Map([["c", text]]));
    readJsonpPayload(text, "application/x-www-form-urlencoded");
    const reader = new PacketReader();
    for (const part of [text, input, text]) reader.read(part);
    const extensions = parseExtensions(text);
    if (extensions !== undefined) assert.deepEqual(parseExtensions(spellExtensions(extensions)), extensions);
  }
}

/** A name that is taken is taken as it is: once more changes nothing. */
function names(text: string): void {
  const checked = checkName(text);
  if ("name" in checked) {
    assert.deepEqual(checkName(checked.name), checked);
    assert.equal(foldName(foldName(checked.name)), foldName(checked.name), "folded twice is folded once");
  }
  const room = parseRoomName(text);
  if (room !== undefined) {
    assert.equal(parseRoomName(room), room);
    assert.equal(
      decodeURIComponent(new URL(`http://h/ws/${encodeURIComponent(room)}`).pathname.slice(4)),
      room,
      "the room's path is another",
    );
  }
}

function nested(dice: Dice): string {
  const [open, close] = dice.pick(NESTS);
  const depth = dice.pick([10, 1000, 10_000, 32_000]);
  const nest = `${open.repeat(depth)}1${close.repeat(depth)}`;
  const message = dice.pick(["type", "text", "room", "ref", "id"]);
  return dice.pick([
    nest,
    `{"${message}":${nest}}`,
    `{"type":"send","room":${nest}}`,
    `2["e",${nest}]`,
    `0${nest}`,
    `51-["e",${nest}]`,
  ]);
}
