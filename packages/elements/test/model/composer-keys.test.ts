import assert from "node:assert/strict";
import { test } from "node:test";
import { ComposerKeys, type FieldEvent, type Verdict } from "../../src/model/composer-keys.ts";

/** One row: when, what the browser tells, what comes of it. "tick" is the timer that the machine asked for. */
type Row = readonly [at: number, event: FieldEvent | "tick", verdict: Verdict];

const enter = (more: Partial<Extract<FieldEvent, { type: "keydown" }>> = {}): FieldEvent => {
  return { type: "keydown", key: "Enter", code: "Enter", keyCode: 13, isComposing: false, ...more };
};
const start: FieldEvent = { type: "compositionstart" };
const end = (data: string): FieldEvent => ({ type: "compositionend", data });
const lineBreak: FieldEvent = { type: "beforeinput", inputType: "insertLineBreak" };
const taken = enter({ keyCode: 229, isComposing: true });

const TABLES: Readonly<Record<string, readonly Row[]>> = {
  "a plain Enter": [[0, enter(), "send"]],
  "Chrome and Edge on macOS, two-set Hangul": [
    [0, start, "ignore"],
    [10, taken, "ignore"],
    [11, end("요"), "ignore"],
    [14, enter(), "send"],
    [61, "tick", "ignore"],
  ],
  "Chrome on Windows, Microsoft's input method hides the key's name": [
    [0, start, "ignore"],
    [10, enter({ key: "Process", keyCode: 229, isComposing: true }), "ignore"],
    [11, end("요"), "ignore"],
    [12, enter(), "send"],
  ],
  "Chrome on Windows, the clean Enter before the text": [
    [0, start, "ignore"],
    [10, enter({ key: "Process", keyCode: 229, isComposing: true }), "ignore"],
    [11, enter(), "drop"],
    [12, end("요"), "ignore"],
    [12, "tick", "send"],
    [70, "tick", "ignore"],
  ],
  "Safari to 26.3: the composition ends first": [
    [0, start, "ignore"],
    [10, end("요"), "ignore"],
    [12, enter({ keyCode: 229 }), "send"],
    [13, lineBreak, "newline"],
  ],
  "Safari, where a syllable was committed by a click long before": [
    [0, start, "ignore"],
    [10, end("요"), "ignore"],
    [900, enter(), "send"],
  ],
  "Firefox: no second Enter": [
    [0, start, "ignore"],
    [10, taken, "ignore"],
    [11, end("요"), "ignore"],
    [30, "tick", "ignore"],
    [61, "tick", "send"],
    [62, lineBreak, "drop"],
  ],
  "a line break in place of the second Enter": [
    [0, start, "ignore"],
    [10, taken, "ignore"],
    [11, end("요"), "ignore"],
    [15, lineBreak, "send"],
    [61, "tick", "ignore"],
  ],
  "a clean Enter that comes late finds an empty field": [
    [0, start, "ignore"],
    [10, taken, "ignore"],
    [11, end("요"), "ignore"],
    [61, "tick", "send"],
    [75, enter(), "send"],
  ],
  "Japanese: Enter confirms a candidate": [
    [0, start, "ignore"],
    [10, taken, "ignore"],
    [11, end("日本"), "ignore"],
    [61, "tick", "ignore"],
    [500, enter(), "send"],
  ],
  "Japanese in Safari": [
    [0, start, "ignore"],
    [10, end("にほん"), "ignore"],
    [12, enter({ keyCode: 229 }), "ignore"],
  ],
  "Hanja: the candidate is Chinese": [
    [0, start, "ignore"],
    [10, taken, "ignore"],
    [11, end("漢"), "ignore"],
    [61, "tick", "ignore"],
  ],
  "a syllable that ends without Enter": [
    [0, start, "ignore"],
    [10, end("요"), "ignore"],
    [61, "tick", "ignore"],
    [300, enter(), "send"],
  ],
  "Shift and Enter": [
    [0, enter({ shiftKey: true }), "newline"],
    [5, start, "ignore"],
    [10, enter({ keyCode: 229, isComposing: true, shiftKey: true }), "ignore"],
    [11, end("요"), "ignore"],
    [12, enter({ shiftKey: true }), "newline"],
    [70, "tick", "ignore"],
  ],
  "Control and Enter": [[0, enter({ ctrlKey: true }), "send"]],
  "a key that is held down": [
    [0, enter(), "send"],
    [500, enter({ repeat: true }), "drop"],
  ],
  "another key": [[0, { type: "keydown", key: "ㅁ", code: "KeyA", keyCode: 229, isComposing: true }, "ignore"]],
};

for (const [name, rows] of Object.entries(TABLES)) {
  test(`Enter: ${name}`, () => {
    const keys = new ComposerKeys();
    for (const [at, event, verdict] of rows) {
      const heard = event === "tick" ? keys.tick(at) : keys.hear(event, at);
      assert.equal(heard, verdict, `at ${at}`);
    }
  });
}

test("Enter: on a touch keyboard it is a new line", () => {
  const keys = new ComposerKeys();
  keys.enterSends = false;
  assert.equal(keys.hear(enter(), 0), "newline");
  assert.equal(keys.hear(enter({ key: "Unidentified", code: "", keyCode: 229 }), 0), "ignore");
  assert.equal(keys.hear(lineBreak, 1), "newline");
  keys.hear(start, 2);
  keys.hear(enter({ keyCode: 229, isComposing: true }), 3);
  keys.hear(end("요"), 4);
  assert.equal(keys.deadline, undefined);
});

test("Enter: not right after the room has changed", () => {
  const keys = new ComposerKeys();
  keys.switchRoom(1000);
  assert.equal(keys.hear(enter(), 1100), "drop");
  assert.equal(keys.hear(enter(), 1400), "send");
});
