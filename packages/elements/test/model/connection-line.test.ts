import assert from "node:assert/strict";
import { test } from "node:test";
import { connectionLine, refusal } from "../../src/model/connection-line.ts";
import { ko } from "../../src/words/ko.ts";

test("each state has a tone, words, and a way on where there is one", () => {
  const line = (state: Parameters<typeof connectionLine>[0]) => connectionLine(state, 1000, ko);
  assert.equal(line({ kind: "open", you: { kind: "guest", name: "a" }, transport: "websocket" }).tone, "open");
  assert.equal(line({ kind: "connecting" }).tone, "busy");
  const waiting = line({ kind: "waiting", until: 3500, tries: 1, why: "" });
  assert.deepEqual([waiting.tone, waiting.canRetry], ["offline", true]);
  assert.match(waiting.text, /3초/);
  assert.deepEqual(line({ kind: "closed", code: 4001, why: "" }), {
    tone: "closed",
    text: ko.bannedWhy,
    canRetry: false,
  });
  assert.equal(
    line({ kind: "closed", code: 4003, why: "this name is taken" }).text,
    `${ko.refusedWhy} (this name is taken)`,
  );
  assert.match(line({ kind: "closed", code: 1008, why: "policy" }).text, /policy/);
});

test("docs/protocol.md: after 4003 another name may do; after everything else not", () => {
  assert.equal(refusal({ kind: "closed", code: 4003, why: "taken" }, ko), `${ko.refusedWhy} (taken)`);
  assert.equal(refusal({ kind: "closed", code: 4001, why: "" }, ko), undefined);
  assert.equal(refusal({ kind: "connecting" }, ko), undefined);
});
