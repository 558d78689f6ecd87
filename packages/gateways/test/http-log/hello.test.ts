import assert from "node:assert/strict";
import { test } from "node:test";
import { HttpLogGateway } from "../../src/http-log/gateway.ts";
import { jsonOf, makeHttpLogYard } from "./yard.ts";

test("http-log.md, Who asks: /hello says who one is here, and until when", async () => {
  const { reply, clock } = await makeHttpLogYard();
  assert.ok(HttpLogGateway.speaksAt("/hello"));
  assert.deepEqual(jsonOf(await reply("/hello?name=철수")), {
    type: "hello",
    you: { kind: "guest", name: "철수" },
    silence: 20_000,
  });
  assert.deepEqual(jsonOf(await reply("/hello?name=곧")), {
    type: "hello",
    you: { kind: "user", name: "곧", id: "1" },
    silence: 20_000,
    expires: clock.now() + 60_000,
  });
  assert.equal((await reply("/hello?name=나쁜")).status, 400);
});

test("http-log.md, Who asks: /rooms lists the rooms as the native protocol does", async () => {
  const { reply } = await makeHttpLogYard();
  assert.deepEqual(jsonOf(await reply("/rooms")), {
    type: "rooms",
    rooms: [
      { name: "chat", volatile: false, present: 0 },
      { name: "마당", volatile: false, present: 0 },
    ],
  });
});
