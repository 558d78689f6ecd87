import assert from "node:assert/strict";
import { test } from "node:test";
import { errorFrame } from "../../src/stomp/error-frame.ts";
import { nodeHost } from "../host.ts";
import { short } from "./transcript.ts";

test("STOMP 1.2 ERROR: a message, the receipt of the frame that it is about, and details as text", () => {
  assert.equal(short(errorFrame("no", { receipt: undefined }, nodeHost)), "ERROR message=no");
  const headers = [["version", "1.2"]] as const;
  assert.equal(
    short(errorFrame("no", { receipt: "7", headers, details: "왜냐하면" }, nodeHost)),
    "ERROR message=no receipt-id=7 version=1.2 content-type=text/plain | 왜냐하면",
  );
});
