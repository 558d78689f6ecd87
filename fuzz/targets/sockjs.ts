import assert from "node:assert/strict";
import { NodeHost } from "@madang/net";
import {
  listFraming,
  messagesFrame,
  type ReceivingTransport,
  readCallback,
  readJsonpPayload,
  readRoute,
  readSocketPayload,
  readXhrPayload,
  wrapFrame,
  wrappingOf,
} from "@madang/wire/sockjs";
import type { Dice } from "../../chaos/dice.ts";
import { mutate } from "../mutation.ts";
import type { Target } from "../target.ts";
import { utf8, words } from "../words.ts";

const host = new NodeHost();
const FORM = "application/x-www-form-urlencoded";
const ALL: readonly ReceivingTransport[] = ["xhr", "xhr_streaming", "eventsource", "htmlfile", "jsonp"];
const SENT: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `d=${encodeURIComponent(text)}`,
  (text) => `/000/${text}/xhr`,
];
/** What no frame may hold: a line's end, NUL, and what a browser mangles. */
const MANGLED = /[\n\r\0\u200c-\u200f\u2028-\u202f\u2060-\u206f\ufff0-\uffff\ud800-\udfff]/;

/** Payloads, paths and callbacks of SockJS clients; what is read goes out again in every transport's frames. */
export class SockjsTarget implements Target {
  readonly name = "sockjs";

  make(dice: Dice): Uint8Array {
    const messages = Array.from({ length: dice.between(0, 5) }, () => words(dice, 10));
    const json = JSON.stringify(dice.chance(0.2) ? words(dice, 5) : messages);
    const input = utf8(dice.pick(SENT)(json));
    return dice.chance(0.6) ? mutate(input, dice) : input;
  }

  check(input: Uint8Array, dice: Dice): void {
    const text = new TextDecoder().decode(input);
    const route = readRoute(text);
    assert.ok(route?.kind !== "session" || !/[./]/.test(route.session), "a part with a dot or a slash");
    const name = readCallback(new Map([["c", text]]));
    assert.ok(typeof name !== "string" || /^[\w.-]{1,32}$/.test(name), "a callback that is no name");
    for (const read of [readXhrPayload(text), readJsonpPayload(text, FORM), readSocketPayload(text)]) {
      if (read !== undefined && !("status" in read)) speak(read, dice);
    }
  }
}

function speak(messages: readonly string[], dice: Dice): void {
  const frame = messagesFrame(messages);
  assert.equal(MANGLED.test(frame), false, "a frame that would be mangled");
  assert.deepEqual(readSocketPayload(frame.slice(1)), messages);
  const wrapping = wrappingOf(dice.pick(ALL), "call");
  const image = host.decode(listFraming(wrapping, host).frame(messages));
  const whole = wrapping.head + wrapping.escape("a[") + image + wrapping.escape("]") + wrapping.tail;
  assert.equal(whole, wrapFrame(wrapping, frame), "the list's image is not the frame's inside");
  if (wrapping.key === "script") assert.equal(/<(?!script>|\/script>\r\n$)/.test(whole), false, "a script that ends");
}
