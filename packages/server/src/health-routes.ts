import type { LeftOut } from "@madang/hub";
import { Counter, Gauge, Registry } from "prom-client";
import type { Probes, Routes } from "./routes.ts";

/** `/healthz` (alive), `/readyz` (takes traffic), `/metrics` (Prometheus text format). */
export const healthRoutes: Routes = (app, { hub, probes }) => {
  const registry = new Registry();
  const gauge = (name: string, help: string, read: () => number): void => {
    const made: Gauge = new Gauge({
      name,
      help,
      registers: [registry],
      collect: () => made.set(read()),
    });
  };
  const sum = (pick: (counts: { people: number; members: number; behind: number }) => number): number => {
    let total = 0;
    for (const room of hub.openRooms()) total += pick(room.counts);
    return total;
  };
  gauge("madang_websocket_connections", "Open WebSocket connections", () => probes.connections());
  gauge("madang_people", "People in rooms; one in two rooms counts twice", () => sum(({ people }) => people));
  gauge("madang_members", "Connections in rooms", () => sum(({ members }) => members));
  gauge("madang_members_behind", "Connections in rooms that are not at the head", () => sum(({ behind }) => behind));
  gauge("madang_resident_bytes", "Resident memory of the process", () => process.memoryUsage.rss());
  gauge("madang_ready", "1 while the server takes traffic", () => (probes.unready() === undefined ? 1 : 0));
  countEnds(registry, probes);
  countStalls(registry, probes);
  countLeftOut(registry, hub.leftOut);
  app.get("/healthz", () => ({ status: "alive" }));
  app.get("/readyz", (_request, reply) => {
    const why = probes.unready();
    return why === undefined ? { status: "ready" } : reply.code(503).send({ status: "not ready", why });
  });
  app.get("/metrics", async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()));
};

function countEnds(registry: Registry, probes: Probes): void {
  const made: Counter<"reason"> = new Counter({
    name: "madang_connections_ended_total",
    help: "WebSocket connections that have ended: goodbye, rule (the peer broke one), lost, silent, stalled (took no byte of what it was owed for 60 s), stop",
    labelNames: ["reason"],
    registers: [registry],
    collect: () => {
      made.reset();
      for (const [reason, count] of probes.ended()) made.inc({ reason }, count);
    },
  });
}

function countStalls(registry: Registry, probes: Probes): void {
  const made: Counter = new Counter({
    name: "madang_answers_stalled_total",
    help: "Answers to plain requests, streams among them, that were reset: the client took no byte of what it was owed for 60 s",
    registers: [registry],
    collect: () => {
      made.reset();
      made.inc(probes.stalled());
    },
  });
}

function countLeftOut(registry: Registry, leftOut: LeftOut): void {
  const made: Counter<"what"> = new Counter({
    name: "madang_left_out_total",
    help: "What readers who were behind were not given: entries and events that are gone (skipped, events), and entries in whose place they got a later one of the same key (conflated)",
    labelNames: ["what"],
    registers: [registry],
    collect: () => {
      made.reset();
      made.inc({ what: "skipped" }, leftOut.skipped);
      made.inc({ what: "conflated" }, leftOut.conflated);
      made.inc({ what: "events" }, leftOut.happenings);
    },
  });
}
