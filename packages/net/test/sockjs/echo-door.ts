import { BlockList } from "node:net";
import type { TestContext } from "node:test";
import { NodeHost } from "../../src/node-host.ts";
import { NodeTurn } from "../../src/node-turn.ts";
import { Origins } from "../../src/origins.ts";
import type { SockjsService } from "../../src/sockjs/service.ts";
import { SockjsDoor } from "../../src/sockjs/sockjs-door.ts";
import { sockjsTestServices } from "../../src/sockjs/test-services.ts";
import { ManualTicker } from "../manual-ticker.ts";
import { openDoor } from "../open-door.ts";

/** The public suite comes from `http://test` and from nowhere. */
class AnyOrigin extends Origins {
  constructor() {
    super(["*"]);
  }

  override allows(): boolean {
    return true;
  }
}

export interface EchoDoor {
  readonly sockjs: SockjsDoor;
  readonly port: number;
  readonly faults: unknown[];
  /** Moves the sessions' time on. */
  advance(ms: number): void;
}

/** The suite's services, and others, on a port of their own; closed with the test. */
export async function openEcho(
  t: TestContext,
  given: { readonly services?: readonly SockjsService[]; readonly origins?: Origins } = {},
): Promise<EchoDoor> {
  const ticker = new ManualTicker();
  const origins = given.origins ?? new AnyOrigin();
  const faults: unknown[] = [];
  let now = 0;
  const sockjs = new SockjsDoor({
    host: new NodeHost(),
    turn: new NodeTurn(),
    ticker,
    origins,
    trusted: new BlockList(),
    services: [...sockjsTestServices(), ...(given.services ?? [])],
    script: "/page/sockjs.min.js",
    fault: (error) => faults.push(error),
    now: () => now,
  });
  const listener = sockjs.before((_request, response) =>
    response.writeHead(404, { "Content-Length": 6 }).end("nobody"),
  );
  const { port } = await openDoor(t, {
    listener,
    origins,
    route: (path) => sockjs.route(path),
    refuses: (target) => sockjs.refuses(target),
  });
  t.after(() => sockjs.close(() => 0, "the test is over"));
  const advance = (ms: number): void => {
    now += ms;
    ticker.advance(ms);
  };
  return { sockjs, port, faults, advance };
}
