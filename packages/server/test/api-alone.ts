import { BlockList } from "node:net";
import type { TestContext } from "node:test";
import type { Identify } from "@madang/gateways";
import { Hub, MemoryBus, MemoryStore } from "@madang/hub";
import { Origins } from "@madang/net";
import { CountingChance, ManualClock, ManualTurn } from "@madang/testkit";
import { httpApi } from "../src/http-api.ts";
import { Refusals } from "../src/refusals.ts";
import { PAGE } from "./served.ts";

/** What a test decides of an API that stands alone. */
export interface Alone {
  readonly unready?: () => string | undefined;
  readonly identify?: Identify;
  readonly faults?: unknown[];
}

/** The HTTP API on in-memory twins, without a front door. */
export async function apiAlone(t: TestContext, alone: Alone): Promise<(path: string) => Promise<Response>> {
  const chance = new CountingChance();
  const ports = { store: new MemoryStore(chance), broker: new MemoryBus().node(), clock: new ManualClock(), chance };
  const api = await httpApi({
    hub: new Hub({ ...ports, turn: new ManualTurn() }),
    origins: new Origins([]),
    trusted: new BlockList(),
    identify: alone.identify ?? (async () => ({ status: 401, title: "", detail: "" })),
    probes: {
      unready: alone.unready ?? (() => undefined),
      connections: () => 0,
      ended: () => new Map([["lost", 3]]),
      stalled: () => 2,
    },
    refusals: new Refusals(),
    page: PAGE,
    fault: (error) => alone.faults?.push(error),
  });
  api.server.listen(0, "127.0.0.1");
  await new Promise((resolve) => api.server.once("listening", resolve));
  t.after(async () => {
    api.server.closeAllConnections();
    api.server.close();
    await api.close();
  });
  const { port } = api.server.address() as { port: number };
  return (path) => fetch(`http://127.0.0.1:${port}${path}`);
}
