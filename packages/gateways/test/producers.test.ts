import assert from "node:assert/strict";
import { test } from "node:test";
import { type Claim, Producers } from "../src/producers.ts";

const claim = (epoch: number, seq: number): Claim => ({ id: "p", epoch, seq });
const sent = async (): Promise<boolean> => true;

test("Durable Streams 5.2.1: in order, a repeat, a gap, a new epoch, an old one", async () => {
  const producers = new Producers();
  const send = (epoch: number, seq: number) => producers.send("k", claim(epoch, seq), sent);
  assert.equal(await send(0, 0), undefined);
  assert.equal(await send(0, 1), undefined);
  assert.deepEqual(await send(0, 0), { kind: "repeat", seq: 1 });
  assert.deepEqual(await send(0, 3), { kind: "gap", expected: 2 });
  assert.deepEqual(await send(1, 1), { kind: "begin" });
  assert.equal(await send(1, 0), undefined);
  assert.deepEqual(await send(0, 2), { kind: "stale", epoch: 1 });
  assert.equal(await producers.send("other", claim(0, 7), sent), undefined, "a stranger goes on where it stands");
});

test("Durable Streams 5.2.1: sends of one producer are made one after the other, those of others beside it", async () => {
  const producers = new Producers();
  const made: string[] = [];
  const release = Promise.withResolvers<void>();
  const slow = producers.send("k", claim(0, 0), async () => {
    await release.promise;
    made.push("k0");
    return true;
  });
  const next = producers.send("k", claim(0, 1), async () => made.push("k1") > 0);
  await producers.send("j", claim(0, 0), async () => made.push("j0") > 0);
  release.resolve();
  assert.deepEqual(await Promise.all([slow, next]), [undefined, undefined]);
  assert.deepEqual(made, ["j0", "k0", "k1"]);
});

test("what was refused, or failed, may be sent again", async () => {
  const producers = new Producers();
  await producers.send("k", claim(0, 0), sent);
  await producers.send("k", claim(0, 1), async () => false);
  await assert.rejects(producers.send("k", claim(0, 1), () => Promise.reject(new Error("no"))));
  assert.equal(await producers.send("k", claim(0, 1), sent), undefined);
  assert.deepEqual(await producers.send("k", claim(0, 1), sent), { kind: "repeat", seq: 1 });
});

test("bound: who has been silent longest is forgotten", async () => {
  const producers = new Producers(2);
  for (const key of ["a", "b", "c"]) await producers.send(key, claim(0, 0), sent);
  assert.equal(await producers.send("a", claim(0, 0), sent), undefined);
  assert.deepEqual(await producers.send("c", claim(0, 0), sent), { kind: "repeat", seq: 0 });
});
