import type { BlockList } from "node:net";
import { resolve } from "node:path";
import { Deadlines, type Identify } from "@madang/gateways";
import { type Chance, type Clock, Hub, MemoryBus } from "@madang/hub";
import { type HostNames, isLoopback, NodeHost, NodeTurn, nodeTicker, Origins } from "@madang/net";
import { openSqliteStore, type SqliteStore } from "@madang/store-sqlite";
import { hostNames } from "./allowed-hosts.ts";
import { identity } from "./identity.ts";
import { judgeOf } from "./jwt-settings.ts";
import { nodeChance, nodeClock } from "./node-ports.ts";
import { type OperatorToken, operatorToken } from "./operator-token.ts";
import { Refusals } from "./refusals.ts";
import type { Settings } from "./settings.ts";
import type { Undo } from "./undo.ts";

/** The room that is there from the first start on. */
const FIRST_ROOM = "chat";

/** What every door of a server opens on: the rooms, who may come in, and the machine. */
export interface Yard {
  readonly store: SqliteStore;
  readonly hub: Hub;
  readonly identify: Identify;
  readonly refusals: Refusals;
  readonly operator: OperatorToken;
  readonly hosts: HostNames;
  readonly origins: Origins;
  readonly trusted: BlockList;
  readonly host: NodeHost;
  readonly turn: NodeTurn;
  readonly ticker: typeof nodeTicker;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly deadlines: Deadlines;
  /** Hears of faults that are ours; they cost one connection, not all. */
  fault(error: unknown): void;
}

/** Opens the data folder and the rooms in it. Rejects with `StoreOpenError`, and with `OptionError` for a key file. */
export async function openYard(settings: Settings, fault: (error: unknown) => void, undo: Undo): Promise<Yard> {
  const folder = resolve(settings.data);
  const judge = await judgeOf(settings);
  const [turn, clock, chance] = [new NodeTurn(), nodeClock, nodeChance()];
  const store = await openSqliteStore({ folder });
  undo.later(() => store.close());
  const broker = new MemoryBus().node();
  const hub = new Hub({ store, broker, clock, chance, turn, limits: areLimitsOn(settings) });
  undo.later(() => hub.close());
  await hub.start();
  if ((await hub.room(FIRST_ROOM)) === undefined) await hub.putRoom(FIRST_ROOM, { retention: "forever" });
  // What the last turn brought is on its way to the store when the turn has ended.
  undo.later(() => new Promise<void>((ended) => turn.atEnd(ended)));
  const [operator, refusals] = [await operatorToken(settings["admin-token"], folder), new Refusals()];
  const identify = identity({
    operatorToken: operator.token,
    guests: settings.guests === "on",
    cookie: settings["jwt-cookie"],
    names: hub.names,
    judge,
    refusals,
  });
  const machine = { host: new NodeHost(), turn, ticker: nodeTicker, clock, chance, deadlines: new Deadlines(clock) };
  const web = { hosts: hostNames(settings), origins: new Origins(settings.origins), trusted: settings["trust-proxy"] };
  return { store, hub, identify, refusals, operator, ...web, ...machine, fault };
}

/** Nobody is too fast on a server that only this machine can reach, unless the operator says so. */
function areLimitsOn({ limits, host }: Settings): boolean {
  if (limits !== undefined) return limits === "on";
  return !isLoopback(host);
}
