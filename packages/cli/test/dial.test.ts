import assert from "node:assert/strict";
import { test } from "node:test";
import { readCall } from "../src/dial.ts";

test("a server, a room, and as whom and how to go there; the token only from the environment", () => {
  const args = ["https://chat.example", "마당", "안녕", "--name", "철수", "--transport", "poll"];
  assert.deepEqual(readCall(args, {}, { MADANG_TOKEN: "secret" }), {
    client: { url: "https://chat.example", name: "철수", token: "secret", transports: ["poll"] },
    room: "마당",
    rest: ["안녕"],
    values: { __proto__: null, name: "철수", transport: "poll" },
  });
  assert.match(String(readCall(["https://chat.example", "a", "--token", "x"], {}, {})), /--token/);
});
