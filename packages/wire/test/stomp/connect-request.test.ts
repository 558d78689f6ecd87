import assert from "node:assert/strict";
import { test } from "node:test";
import { type ConnectRequest, readConnect } from "../../src/stomp/connect-request.ts";
import { type Header, NO_BODY } from "../../src/stomp/frame.ts";
import { PeerError } from "../../src/stomp/peer-error.ts";

const OURS = { send: 10, want: 20 };

function connect(...headers: Header[]): ConnectRequest {
  return readConnect({ command: "CONNECT", headers, body: NO_BODY }, OURS);
}

test("STOMP 1.2 CONNECT or STOMP Frame: both are the same, host may be missing", () => {
  const headers: Header[] = [
    ["accept-version", "1.1,1.2"],
    ["login", "me"],
    ["passcode", "p"],
    ["heart-beat", "5,30"],
  ];
  const asked = connect(...headers);
  const { event, pulse } = asked;
  assert.deepEqual(event, { kind: "connect", version: "1.2", login: "me", passcode: "p", host: undefined, headers });
  assert.deepEqual(pulse, { sendEvery: 30, expectEvery: 20 });
  assert.deepEqual(readConnect({ command: "STOMP", headers, body: NO_BODY }, OURS), asked);
});

test("STOMP 1.0: without accept-version; values are trimmed, and there are no heart-beats", () => {
  const { event, pulse } = connect(["login", " me "], ["host", "/ "], ["heart-beat", "nonsense"]);
  assert.deepEqual([event.version, event.login, event.host], ["1.0", "me", "/"]);
  assert.deepEqual(pulse, { sendEvery: 0, expectEvery: 0 });
});

test("STOMP 1.2: values are not trimmed", () => {
  assert.equal(connect(["accept-version", "1.2"], ["passcode", " p "]).event.passcode, " p ");
});

test("anything else comes too early, and a bad heart-beat is told", () => {
  assert.throws(() => readConnect({ command: "SEND", headers: [], body: NO_BODY }, OURS), {
    name: "PeerError",
    message: "SEND before CONNECT",
  });
  assert.throws(() => connect(["accept-version", "1.2"], ["heart-beat", "1"]), PeerError);
  assert.throws(() => connect(["accept-version", "2.0"]), PeerError);
});
