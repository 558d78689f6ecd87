import assert from "node:assert/strict";
import { test } from "node:test";
import { makeHttpLogYard } from "./yard.ts";

test("http-log.md, events: who is here comes when a stream begins, for those who ask", async () => {
  const { listen } = await makeHttpLogYard();
  const asked = await listen("/log?room=chat:now&live=sse&people=1&name=철수");
  const [, second] = asked.heard().split("\n\n");
  const here = { type: "here", room: "chat", present: 1, people: [{ kind: "guest", name: "철수" }] };
  assert.equal(second, `event: here\ndata: ${JSON.stringify(here)}`);
  const other = await listen("/log?room=chat:now&live=sse&name=영희");
  assert.match(other.heard(), /^(?!.*event: here)/s);
  for (let i = 0; i < 101; i += 1) await listen(`/log?room=chat:now&live=sse&name=n${i}`);
  const crowd = await listen("/log?room=chat:now&live=sse&people=1&name=민수");
  assert.match(crowd.heard(), /event: here\ndata: {"type":"here","room":"chat","present":104}\n\n/);
});
