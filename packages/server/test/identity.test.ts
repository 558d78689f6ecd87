import assert from "node:assert/strict";
import { test } from "node:test";
import { served, TOKEN } from "./served.ts";

test("design: a guest without a name gets one made up, by Accept-Language", async (t) => {
  const { join } = await served(t);
  const witness = await join("witness");
  const languages = [
    ["ko-KR,ko;q=0.9,en;q=0.8", "손님"],
    ["KO", "손님"],
    ["en;q=0.5, ko", "손님"],
    ["en-US,ko;q=0.9", "guest"],
    ["ko;q=0, en;q=0.1", "guest"],
    ["kok", "guest"],
    ["*", "guest"],
    [";;q=,,", "guest"],
  ] as const;
  for (const [language] of languages) await join("", "chat", { "Accept-Language": language });
  const notices = (): string[] => witness.texts.filter((line) => line.startsWith(":"));
  await witness.until("all notices", () => notices().length === languages.length);
  for (const [index, [language, word]] of languages.entries()) {
    assert.match(notices()[index] ?? "", new RegExp(`^:${word}-\\d{4}님이 입장하셨습니다\\.$`), language);
  }
});

test("design: guests off turns guests away with 401, not the operator", async (t) => {
  const { join, fetch } = await served(t, "--guests=off");
  await assert.rejects(join("a"), /401/);
  assert.equal((await fetch("/api/rooms")).status, 401);
  await join("chief", "chat", { Authorization: `Bearer ${TOKEN}` });
});

test("RFC 6750 2.1: a wrong token is 401 also where a guest would be let in", async (t) => {
  const { join } = await served(t);
  await assert.rejects(join("a", "chat", { Authorization: "Bearer wrong" }), /401/);
});

test("design: names are NFC, trimmed, 1 to 40 graphemes; a family emoji is one", async (t) => {
  const { join } = await served(t);
  const witness = await join("witness");
  const family = "👨‍👩‍👧‍👦".repeat(40);
  await join(" 철수".normalize("NFD"));
  await join(family);
  await witness.heard(":철수님이 입장하셨습니다.");
  await witness.heard(`:${family}님이 입장하셨습니다.`);
  await assert.rejects(join("a".repeat(41)), /400/);
});
