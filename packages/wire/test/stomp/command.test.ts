import assert from "node:assert/strict";
import { test } from "node:test";
import { commandNamed, isPlain, mayHaveBody } from "../../src/stomp/command.ts";

const ALL =
  "CONNECT STOMP SEND SUBSCRIBE UNSUBSCRIBE ACK NACK BEGIN COMMIT ABORT DISCONNECT CONNECTED MESSAGE RECEIPT ERROR";
const NAMES = ALL.split(" ");

test("STOMP 1.2 Augmented BNF: the commands of both sides; case counts", () => {
  for (const name of NAMES) assert.equal(commandNamed(name), name);
  for (const name of ["send", "Send", "", "SEND ", "GET"]) assert.equal(commandNamed(name), undefined);
});

test("STOMP 1.2 Body: only SEND, MESSAGE and ERROR have one", () => {
  const having = NAMES.map(commandNamed).filter((command) => command !== undefined && mayHaveBody(command));
  assert.deepEqual(having, ["SEND", "MESSAGE", "ERROR"]);
});

test("STOMP 1.2 Value Encoding: CONNECT and CONNECTED do not escape, all others do, STOMP too", () => {
  const plain = NAMES.map(commandNamed).filter((command) => command !== undefined && isPlain(command));
  assert.deepEqual(plain, ["CONNECT", "CONNECTED"]);
});
