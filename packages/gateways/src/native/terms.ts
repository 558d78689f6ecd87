import type { Clock, Hub, Spelling } from "@madang/hub";
import type { Framing } from "@madang/wire";
import type { Deadlines } from "../deadlines.ts";
import type { Identify } from "../identify.ts";

/** What all native sessions of a server share. */
export interface NativeTerms {
  readonly hub: Hub;
  readonly identify: Identify;
  readonly clock: Clock;
  readonly deadlines: Deadlines;
  spelling(room: string, framing: Framing): Spelling;
}
