import assert from "node:assert/strict";
import { test } from "node:test";
import { type Author, Hub, MemoryBus, MemoryStore } from "@madang/hub";
import { CountingChance, ManualClock, ManualTurn } from "@madang/testkit";
import type { Caller } from "@madang/wire";
import { Problem } from "../src/problem.ts";
import { Visitor } from "../src/visitor.ts";

const CALLER: Caller = { address: "203.0.113.1", path: "/", query: new Map(), headers: new Map(), subprotocols: [] };
const chance = new CountingChance();
const hub = new Hub({
  store: new MemoryStore(chance),
  broker: new MemoryBus().node(),
  clock: new ManualClock(),
  chance,
  turn: new ManualTurn(),
});
const as = (kind: Author["kind"], name: string): Promise<Visitor> =>
  Visitor.of(hub, async () => ({ author: { kind, name } }), CALLER);

const statusOf = (call: () => void): number | undefined => {
  try {
    call();
  } catch (error) {
    assert.ok(error instanceof Problem);
    return error.refusal.status;
  }
  return undefined;
};

test("RFC 9110 15.5.2: a guest who wants what the operator may is asked for a token, a known person is refused", async () => {
  const [guest, user, operator] = [await as("guest", "a"), await as("user", "b"), await as("operator", "c")];
  for (const action of ["put room", "remove entry", "ban"] as const) {
    assert.equal(
      statusOf(() => guest.must(action)),
      401,
    );
    assert.equal(
      statusOf(() => user.must(action)),
      403,
    );
    assert.equal(
      statusOf(() => operator.must(action)),
      undefined,
    );
  }
  for (const visitor of [guest, user, operator])
    assert.equal(
      statusOf(() => visitor.must("read")),
      undefined,
    );
});

test("design: who is banned may not even read", async () => {
  const guest = await as("guest", "a");
  hub.rights.ban({ kind: "address", value: CALLER.address });
  assert.equal(
    statusOf(() => guest.must("read")),
    403,
  );
  hub.rights.lift({ kind: "address", value: CALLER.address });
});

test("who is not let in at all is told why", async () => {
  const refusing = Visitor.of(hub, async () => ({ status: 400, title: "", detail: "name: no" }), CALLER);
  await assert.rejects(refusing, { name: "Problem", message: "name: no" });
});
