import assert from "node:assert/strict";
import { test } from "node:test";
import { isTransport, TRANSPORTS } from "../../src/sockjs/index.ts";

test("sockjs-protocol, Session URLs: what each transport answers to, and with what", () => {
  assert.deepEqual(TRANSPORTS.xhr.methods, ["OPTIONS", "POST"]);
  assert.deepEqual(TRANSPORTS.eventsource.methods, ["GET"]);
  assert.deepEqual(TRANSPORTS.jsonp_send.methods, ["POST"]);
  assert.equal(TRANSPORTS.xhr_send.contentType, "text/plain; charset=UTF-8");
  assert.equal(TRANSPORTS.htmlfile.contentType, "text/html; charset=UTF-8");
  const polling = Object.entries(TRANSPORTS).filter(([, row]) => row.polling);
  assert.deepEqual(
    polling.map(([name]) => name),
    ["xhr", "jsonp"],
  );
});

test("only the names of the table are transports", () => {
  assert.equal(isTransport("xhr_streaming"), true);
  for (const name of ["", "XHR", "constructor", "chunking_test"]) assert.equal(isTransport(name), false);
});
