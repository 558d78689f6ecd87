import assert from "node:assert/strict";
import { test } from "node:test";
import { addressOf, serverOf } from "../src/address.ts";

test("the WebSocket's address is derived from the server's, below the path that a proxy gives it", () => {
  assert.equal(addressOf("https://chat.example"), "wss://chat.example/ws");
  assert.equal(addressOf("http://192.168.0.2:8080/"), "ws://192.168.0.2:8080/ws");
  assert.equal(addressOf("https://example.org/madang/"), "wss://example.org/madang/ws");
  assert.equal(addressOf("https://example.org/madang?x=1#y"), "wss://example.org/madang/ws");
});

test("a WebSocket address is taken as it is", () => {
  assert.equal(addressOf("wss://chat.example/elsewhere?room=1"), "wss://chat.example/elsewhere?room=1");
});

test("what is no address is told", () => {
  assert.throws(() => addressOf("ftp://chat.example"), /begins with none of/);
  assert.throws(() => addressOf("/chat"), TypeError);
});

test("the same server over HTTP", () => {
  for (const [url, server] of [
    ["https://chat.example", "https://chat.example"],
    ["http://127.0.0.1:8080/", "http://127.0.0.1:8080"],
    ["https://a.example/chat/", "https://a.example/chat"],
    ["wss://a.example/deep/ws", "https://a.example/deep"],
    ["ws://a.example/ws?x=1", "http://a.example"],
  ] as const)
    assert.equal(serverOf(addressOf(url)), server);
});
