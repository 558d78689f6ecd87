import assert from "node:assert/strict";
import { test } from "node:test";
import type { HttpGateway } from "@madang/wire";
import { corsFields, optionsFields } from "../src/cors.ts";

const gateway: HttpGateway = {
  methods: ["GET", "POST"],
  maxBodyBytes: 10,
  fields: { sent: ["Content-Type", "X-Sent"], read: ["ETag", "X-Read"] },
  answer: () => assert.fail(),
};

test("WHATWG Fetch 3.3: an allowed origin by name, with its cookies and the fields that it may read", () => {
  const fields = corsFields("https://friend.example", gateway);
  assert.equal(fields["Access-Control-Allow-Origin"], "https://friend.example");
  assert.equal(fields["Access-Control-Allow-Credentials"], "true");
  assert.equal(fields["Access-Control-Expose-Headers"], "ETag, X-Read");
});

test("RFC 9110 12.5.5: the answer depends on the origin also for who has none", () => {
  for (const origin of [undefined, "https://friend.example"])
    assert.equal(corsFields(origin, gateway)["Vary"], "Origin");
  assert.equal(corsFields(undefined, gateway)["Access-Control-Allow-Origin"], undefined);
});

test("WHATWG Fetch 4.8: a preflight is told the methods and the fields that may be sent", () => {
  const fields = optionsFields(gateway);
  assert.equal(fields["Allow"], "GET, POST, OPTIONS");
  assert.equal(fields["Access-Control-Allow-Methods"], "GET, POST");
  assert.equal(fields["Access-Control-Allow-Headers"], "Content-Type, X-Sent");
});

test("WHATWG Fetch 4.8: a gateway that takes any field is sent those that are asked for", () => {
  const open: HttpGateway = { ...gateway, fields: { sent: "any", read: [] } };
  assert.equal(optionsFields(open, "x-one, x-two")["Access-Control-Allow-Headers"], "x-one, x-two");
  assert.equal(optionsFields(open)["Access-Control-Allow-Headers"], "");
  assert.equal(optionsFields(gateway, "x-one")["Access-Control-Allow-Headers"], "Content-Type, X-Sent");
});
