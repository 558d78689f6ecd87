import type { Chance, Clock, Hub } from "@madang/hub";
import type { Deadlines } from "../deadlines.ts";
import type { Identify } from "../identify.ts";
import type { Passes } from "./pass.ts";
import type { SocketIoSpellings } from "./spelling.ts";

/** What all Socket.IO sessions of a server share. */
export interface SocketIoTerms {
  readonly hub: Hub;
  readonly identify: Identify;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly deadlines: Deadlines;
  readonly spellings: SocketIoSpellings;
  /** Undefined: nothing is recovered, and no event ends in a place. */
  readonly passes: Passes | undefined;
}
