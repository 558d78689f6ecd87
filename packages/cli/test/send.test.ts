import assert from "node:assert/strict";
import { test } from "node:test";
import { Madang, tempFolder } from "./process.ts";

test("issue 5: madang send is done when it is kept; repeated with its id it is there already; another text is a conflict", async (t) => {
  const server = new Madang(t, [
    "serve",
    "--port",
    "0",
    "--data",
    await tempFolder(t),
    "--admin-token",
    "a-long-operator-token-of-the-test",
  ]);
  const url = `http://127.0.0.1:${await server.port()}`;
  const send = async (...args: readonly string[]) =>
    new Madang(t, ["send", url, "chat", ...args, "--name", "철수"]).ended;
  const first = await send("안녕", "--id", "one");
  assert.match(first.out, /^\S+\n$/);
  assert.equal((await send("안녕", "--id", "one")).out, `${first.out.trim()} (it was there already)\n`);
  const conflict = await send("다른 말", "--id", "one");
  assert.deepEqual([conflict.code, conflict.out], [1, ""]);
  assert.match(conflict.err, /another message/);
  const token = { MADANG_TOKEN: "a-long-operator-token-of-the-test" };
  assert.equal((await new Madang(t, ["send", url, "chat", "알립니다"], token).ended).code, 0);
  const forged = await new Madang(t, ["send", url, "chat", "알립니다"], { MADANG_TOKEN: "forged" }).ended;
  assert.equal(forged.code, 1);
  assert.match(forged.err, /token/);
});

test("design.md: a wrong call says how it is done", async (t) => {
  for (const args of [
    ["send", "http://x", "chat"],
    ["send", "http://x", "chat", "hi", "--id", "가"],
  ]) {
    const { code, err } = await new Madang(t, args).ended;
    assert.equal(code, 2);
    assert.match(err, /\nmadang send <url> <room> <text>/);
  }
});
