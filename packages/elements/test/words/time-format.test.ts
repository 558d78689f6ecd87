import assert from "node:assert/strict";
import { test } from "node:test";
import { TimeFormat } from "../../src/words/time-format.ts";

const at = Date.parse("2026-11-22T15:05:00+09:00");
const DAY = 86_400_000;

test("times and days are the reader's", () => {
  const ko = new TimeFormat("ko", "Asia/Seoul");
  assert.equal(ko.time(at), "오후 3:05");
  assert.equal(ko.day(at, at + 3 * DAY), "2026년 11월 22일 일요일");
  assert.equal(ko.day(at, at), "오늘 · 2026년 11월 22일 일요일");
  assert.equal(ko.day(at, at + DAY), "어제 · 2026년 11월 22일 일요일");
  assert.match(new TimeFormat("en", "Asia/Seoul").day(at, at), /^Today · Sunday/);
  assert.match(ko.full(at), /2026년.*오후 3:05/s);
});

test("a day is a local calendar day", () => {
  const midnight = Date.parse("2026-11-23T00:00:00+09:00");
  const seoul = new TimeFormat("ko", "Asia/Seoul");
  assert.notEqual(seoul.dayKey(midnight - 1), seoul.dayKey(midnight));
  const utc = new TimeFormat("ko", "UTC");
  assert.equal(utc.dayKey(midnight - 1), utc.dayKey(midnight));
});
