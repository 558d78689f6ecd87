import type { Author, Clock, Hub } from "@madang/hub";
import type { Host } from "@madang/wire";
import type { Deadlines } from "../deadlines.ts";
import type { Identify } from "../identify.ts";
import type { LifeSigns } from "../life-signs.ts";
import type { LiveCursors } from "../live-cursors.ts";
import type { Producers } from "../producers.ts";
import type { HttpLogSpellings } from "./spelling.ts";

/** What all requests for logs share. */
export interface HttpLogTerms {
  readonly hub: Hub;
  readonly identify: Identify;
  readonly clock: Clock;
  readonly host: Host;
  readonly deadlines: Deadlines;
  readonly lifeSigns: LifeSigns;
  readonly cursors: LiveCursors;
  readonly producers: Producers;
  readonly spellings: HttpLogSpellings;
}

/** Who asks. */
export interface Reader {
  readonly author: Author;
  readonly address: string;
  /** When the login ends, milliseconds since 1970. */
  readonly expires?: number;
}
