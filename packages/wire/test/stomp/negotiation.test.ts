import assert from "node:assert/strict";
import { test } from "node:test";
import { agreeOnPulse, connectedFrame, negotiateVersion, parseHeartBeat } from "../../src/stomp/negotiation.ts";
import { PeerError } from "../../src/stomp/peer-error.ts";
import { short } from "./transcript.ts";

test("STOMP 1.2 Protocol Negotiation: the highest in common; without the header it is 1.0", () => {
  assert.equal(negotiateVersion("1.0,1.1,2.0"), "1.1");
  assert.equal(negotiateVersion("1.2"), "1.2");
  assert.equal(negotiateVersion("1.2, 1.1 ,1.0"), "1.2");
  assert.equal(negotiateVersion(undefined), "1.0");
});

test("STOMP 1.2 Protocol Negotiation: nothing in common is an ERROR with our versions", () => {
  for (const offered of ["2.0", "", "1", "1.2.0", "v1.2"]) {
    assert.throws(() => negotiateVersion(offered), {
      message: "no common version",
      headers: [["version", "1.0,1.1,1.2"]],
      details: "Supported protocol versions are 1.0 1.1 1.2",
    });
  }
});

test("STOMP 1.2 Heart-beating: two numbers; none is 0,0", () => {
  assert.deepEqual(parseHeartBeat("5000,10000"), { send: 5000, want: 10_000 });
  assert.deepEqual(parseHeartBeat(" 0 , 7 "), { send: 0, want: 7 });
  assert.deepEqual(parseHeartBeat(undefined), { send: 0, want: 0 });
  for (const bad of ["", "1", "1,", "a,b", "-1,0", "1,2,3", "1.5,2", "12345678901,0"]) {
    assert.throws(() => parseHeartBeat(bad), PeerError, bad);
  }
});

test("STOMP 1.2 Heart-beating: MAX(cx,sy) one way, MAX(sx,cy) the other, none if either is 0", () => {
  assert.deepEqual(agreeOnPulse({ send: 10, want: 20 }, { send: 5, want: 30 }), { sendEvery: 30, expectEvery: 20 });
  assert.deepEqual(agreeOnPulse({ send: 0, want: 20 }, { send: 5, want: 30 }), { sendEvery: 0, expectEvery: 20 });
  assert.deepEqual(agreeOnPulse({ send: 10, want: 20 }, { send: 0, want: 0 }), { sendEvery: 0, expectEvery: 0 });
});

test("STOMP 1.2 CONNECTED Frame: version, heart-beat but in 1.0, and what the server says of itself", () => {
  const ours = { send: 1, want: 2 };
  assert.equal(
    short(connectedFrame("1.2", ours, [["server", "madang/1"]])),
    "CONNECTED version=1.2 heart-beat=1,2 server=madang/1",
  );
  assert.equal(short(connectedFrame("1.0", ours, [])), "CONNECTED version=1.0");
});
