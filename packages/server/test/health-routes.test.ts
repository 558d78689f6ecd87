import assert from "node:assert/strict";
import { test } from "node:test";
import { apiAlone } from "./api-alone.ts";
import { served } from "./served.ts";

test("design: /healthz and /readyz of a server that takes traffic", async (t) => {
  const { fetch } = await served(t);
  assert.deepEqual(await (await fetch("/healthz")).json(), { status: "alive" });
  assert.deepEqual(await (await fetch("/readyz")).json(), { status: "ready" });
});

test("design: /readyz is 503 while draining or when the store refuses, and says which; /healthz is not", async (t) => {
  let why: string | undefined = "the disk is full";
  const get = await apiAlone(t, { unready: () => why });
  for (const reason of ["the disk is full", "the server is stopping"]) {
    why = reason;
    const refused = await get("/readyz");
    assert.equal(refused.status, 503);
    assert.match(await refused.text(), new RegExp(reason));
    assert.equal((await get("/healthz")).status, 200);
    assert.match(await (await get("/metrics")).text(), /^madang_ready 0$/m);
  }
  why = undefined;
  assert.equal((await get("/readyz")).status, 200);
});

test("Prometheus text format 0.0.4: every line of /metrics parses, and the counts are right", async (t) => {
  const { fetch, join } = await served(t);
  await join("a");
  await join("b");
  const response = await fetch("/metrics");
  assert.match(response.headers.get("content-type") ?? "", /^text\/plain; version=0\.0\.4/);
  const values = new Map<string, number>();
  for (const line of (await response.text()).trimEnd().split("\n")) {
    if (line === "" || /^# (HELP|TYPE) [a-z_]+ .+$/.test(line)) continue;
    const [, name = "", value] = /^([a-z_]+(?:\{[^}]*\})?) (\S+)$/.exec(line) ?? assert.fail(line);
    values.set(name, Number(value));
  }
  assert.ok([...values.values()].every(Number.isFinite));
  const counts = ["madang_websocket_connections", "madang_people", "madang_members", "madang_ready"];
  assert.deepEqual(
    counts.map((name) => values.get(name)),
    [2, 2, 2, 1],
  );
  const leftOut = ["skipped", "conflated", "events"].map((what) => values.get(`madang_left_out_total{what="${what}"}`));
  assert.deepEqual(leftOut, [0, 0, 0]);
  assert.equal(values.get("madang_answers_stalled_total"), 0);
  const ends = [...values.keys()].filter((name) => name.startsWith("madang_connections_ended_total"));
  const reasons = ["goodbye", "rule", "lost", "silent", "stalled", "stop"];
  assert.deepEqual(
    ends,
    reasons.map((reason) => `madang_connections_ended_total{reason="${reason}"}`),
  );
});
