import assert from "node:assert/strict";
import { test } from "node:test";
import { control, UNKNOWN_SID } from "@madang/wire/engineio";
import { errorReply, joined, pollReply, postReply, refusalReply } from "../../src/engineio/engine-reply.ts";
import { NodeHost } from "../../src/node-host.ts";

const host = new NodeHost();
const read = (body: Uint8Array): string => host.decode(body);

test("engine.io-protocol, Packet encoding: a poll's answer joins packets, and images of several of them", () => {
  const data = host.encode("4a\x1ebAQ==");
  const reply = pollReply([control("ping"), { type: "message", data }, { type: "message", data }], host);
  assert.equal(read(reply.body), "2\x1e4a\x1ebAQ==\x1e4a\x1ebAQ==");
  assert.deepEqual([reply.status, reply.headers["Content-Type"]], [200, "text/plain; charset=UTF-8"]);
});

test("one image is not copied", () => {
  const image = host.encode("4a");
  assert.equal(joined([image]), image);
  assert.equal(read(joined([image, host.encode("6")])), "4a\x1e6");
});

test("engine.io lib/server.ts, errorMessages: what is refused says its code and why", () => {
  assert.equal(read(postReply(host).body), "ok");
  const unknown = errorReply(UNKNOWN_SID, host);
  assert.deepEqual([unknown.status, read(unknown.body)], [400, '{"code":1,"message":"Session ID unknown"}']);
  const refused = refusalReply(
    { status: 429, title: "Too Many Requests", detail: "wait", headers: { "Retry-After": "3" } },
    host,
  );
  assert.deepEqual([refused.status, read(refused.body)], [429, '{"code":4,"message":"wait"}']);
  assert.deepEqual([refused.headers["Retry-After"], refused.headers["Content-Type"]], ["3", "application/json"]);
});
