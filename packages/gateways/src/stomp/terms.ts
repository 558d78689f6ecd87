import type { Clock, Hub } from "@madang/hub";
import type { Host } from "@madang/wire";
import type { HeartBeat, ServerOptions } from "@madang/wire/stomp";
import type { Deadlines } from "../deadlines.ts";
import type { Identify } from "../identify.ts";
import type { Destinations } from "./destinations.ts";
import type { StompMessages } from "./message.ts";
import type { StompSpellings } from "./spellings.ts";

/** What a STOMP gateway stands on. */
export interface StompPorts {
  readonly hub: Hub;
  readonly identify: Identify;
  readonly clock: Clock;
  readonly deadlines: Deadlines;
  readonly host: Host;
  readonly destinations: Destinations;
  /** What the server offers; a beat each 10 s when not given. */
  readonly heartBeat?: HeartBeat;
  /** Of one SEND; 64 KiB when not given. */
  readonly maxBodyBytes?: number;
}

/** What all STOMP sessions of a server share. */
export interface StompTerms extends StompPorts {
  readonly options: ServerOptions;
  readonly messages: StompMessages;
  readonly spellings: StompSpellings;
  /** A number that no session has had. */
  number(): number;
}
