import { BlockList } from "node:net";
import { parseArgs } from "node:util";
import { Deadlines, type Identify, NativeGateway } from "@madang/gateways";
import { Hub, type HubPorts, MemoryBus } from "@madang/hub";
import { FrontDoor, NodeHost, NodeTurn, nodeTicker, Origins, plainHttpServer } from "@madang/net";
import { openSqliteStore } from "@madang/store-sqlite";
import { HastyHub } from "./sabotage/hasty-hub.ts";
import { nodeChance, nodeClock } from "./sabotage/node-ports.ts";
import { withoutDedupe } from "./sabotage/without-dedupe.ts";

// A server of the real parts, one of which may be broken: `sabotage.ts dedupe|order|nothing serve --port <port> --data <folder>`.
// It speaks the native protocol only, and has no use for a `--stomp-port`. The chaos test must find what it does wrong.
const [broken, , ...args] = process.argv.slice(2);
const options = { port: { type: "string" }, "stomp-port": { type: "string" }, data: { type: "string" } } as const;
const { values } = parseArgs({ args, options });
const sqlite = await openSqliteStore({ folder: values.data ?? "" });
const store = broken === "dedupe" ? withoutDedupe(sqlite) : sqlite;
const turn = new NodeTurn();
const broker = new MemoryBus().node();
const ports: HubPorts = { store, broker, clock: nodeClock, chance: nodeChance, turn };
const hub = broken === "order" ? new HastyHub(ports, store) : new Hub(ports);
await hub.start();
if ((await hub.room("chat")) === undefined) await hub.putRoom("chat", { retention: "forever" });

const identify: Identify = async (_caller, login) => ({ author: { kind: "guest", name: login?.name ?? "nobody" } });
const gateway = new NativeGateway({ hub, identify, clock: nodeClock, deadlines: new Deadlines(nodeClock) });
const door = new FrontDoor({
  host: new NodeHost(),
  turn,
  ticker: nodeTicker,
  origins: new Origins([]),
  trusted: new BlockList(),
  http: plainHttpServer((_request, response) => response.writeHead(404).end()),
  route: (path) => (path === "/ws" ? gateway : undefined),
  fault: (error) => process.stderr.write(`${String(error)}\n`),
});
const port = await door.listen(Number(values.port), "127.0.0.1");
process.stdout.write(`${JSON.stringify({ port })}\n`);
process.once("SIGTERM", () => {
  hub.close();
  void sqlite.close().then(() => process.exit(0));
});
