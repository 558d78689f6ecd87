import type { Hub } from "@madang/hub";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Refusals } from "./refusals.ts";
import type { Visitor } from "./visitor.ts";

/** One group of routes. */
export type Routes = (app: FastifyInstance, api: Api) => void;

/** What the routes stand on. */
export interface Api {
  readonly hub: Hub;
  readonly probes: Probes;
  readonly refusals: Refusals;
  /** The folder with the page's files: `page.html`, `page.js`, `madang.js` … */
  readonly page: string;
  /** Who asks. Throws `Problem`. */
  visitor(request: FastifyRequest): Promise<Visitor>;
}

/** What is known of the server's state. */
export interface Probes {
  /** Why the server takes no traffic now; undefined while it does. */
  unready(): string | undefined;
  /** Open WebSocket connections. */
  connections(): number;
  /** How many WebSocket connections have ended, by reason. */
  ended(): ReadonlyMap<string, number>;
  /** How many answers to plain requests were reset, because their clients took nothing of them. */
  stalled(): number;
}
