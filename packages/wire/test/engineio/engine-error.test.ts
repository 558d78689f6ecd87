import assert from "node:assert/strict";
import { test } from "node:test";
import {
  BAD_HANDSHAKE_METHOD,
  BAD_REQUEST,
  errorBody,
  FORBIDDEN,
  UNKNOWN_SID,
  UNKNOWN_TRANSPORT,
  UNSUPPORTED_VERSION,
} from "../../src/engineio/index.ts";

test("engine.io lib/server.ts, errorMessages: codes 0 to 5", () => {
  const all = [UNKNOWN_TRANSPORT, UNKNOWN_SID, BAD_HANDSHAKE_METHOD, BAD_REQUEST, FORBIDDEN, UNSUPPORTED_VERSION];
  assert.deepEqual(
    all.map((error) => errorBody(error)),
    [
      '{"code":0,"message":"Transport unknown"}',
      '{"code":1,"message":"Session ID unknown"}',
      '{"code":2,"message":"Bad handshake method"}',
      '{"code":3,"message":"Bad request"}',
      '{"code":4,"message":"Forbidden"}',
      '{"code":5,"message":"Unsupported protocol version"}',
    ],
  );
  assert.deepEqual(
    all.map(({ status }) => status),
    [400, 400, 400, 400, 403, 400],
  );
  assert.equal(errorBody(FORBIDDEN, "no guests"), '{"code":4,"message":"no guests"}');
});
