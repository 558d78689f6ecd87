import assert from "node:assert/strict";
import { test } from "node:test";
import { nodeHost } from "../../wire/test/host.ts";
import { claimedId, readClaim } from "../src/producer-claim.ts";
import { requestOf } from "./http-log/yard.ts";

const read = (id?: string, epoch?: string, seq?: string) => {
  const fields = Object.entries({ "Producer-Id": id, "Producer-Epoch": epoch, "Producer-Seq": seq });
  const headers = Object.fromEntries(fields.filter((field): field is [string, string] => field[1] !== undefined));
  return readClaim(requestOf("/x", { headers }).caller);
};

test("Durable Streams 5.2.1: all three headers or none", () => {
  assert.equal(read(), undefined);
  assert.deepEqual(read("p", "0", "17"), { id: "p", epoch: 0, seq: 17 });
  for (const headers of [["p"], ["p", "0"], [undefined, "0", "0"]] as const)
    assert.equal(typeof read(...headers), "string");
});

test("Durable Streams 5.2.1: whole numbers up to 2^53 - 1, and an id", () => {
  assert.deepEqual(read("p", "0", String(Number.MAX_SAFE_INTEGER)), {
    id: "p",
    epoch: 0,
    seq: Number.MAX_SAFE_INTEGER,
  });
  for (const wrong of ["", "-1", "1.5", "01", "1e3", "abc", "9007199254740992"]) {
    assert.match(String(read("p", wrong, "0")), /^Producer-Epoch: /);
    assert.match(String(read("p", "0", wrong)), /^Producer-Seq: /);
  }
  assert.match(String(read("", "0", "0")), /^Producer-Id: /);
  assert.match(String(read("p".repeat(257), "0", "0")), /^Producer-Id: /);
});

test("a message's id is the same for a repeat, and no other's", () => {
  const ids = [
    [{ id: "p", epoch: 1, seq: 2 }, 0],
    [{ id: "p", epoch: 1, seq: 2 }, 1],
    [{ id: "p", epoch: 12, seq: 0 }, 0],
    [{ id: "p1", epoch: 2, seq: 0 }, 0],
  ].map(([claim, index]) => claimedId(claim as { id: string; epoch: number; seq: number }, index as number, nodeHost));
  assert.equal(new Set(ids).size, 4);
  assert.equal(claimedId({ id: "p", epoch: 1, seq: 2 }, 0, nodeHost), ids[0]);
  for (const id of ids) assert.match(id, /^[!-~]{1,64}$/);
});
