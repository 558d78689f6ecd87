import type { ServerMessage } from "@madang/wire/native";
import type { Clock } from "../clock.ts";
import type { Fault } from "./fault.ts";
import type { Places } from "./places.ts";
import type { Requests } from "./requests.ts";

/** What a carrier tells. Nothing follows `ended`, and nothing an aborted signal. */
export interface CarrierEars {
  heard(message: ServerMessage): void;
  /** A byte came, and so this transport gets through. */
  alive(): void;
  ended(how: CarrierEnd): void;
}

/** `cut`: it has done its work, as long as it lasted. `silent`: it is open, and brings nothing. */
export type CarrierEnd = "cut" | "silent" | Fault;

export interface CarrierParts {
  readonly requests: Requests;
  readonly places: Places;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Brings what comes after the places, from now until it ends or the signal says so. */
export type Carry = (parts: CarrierParts, ears: CarrierEars) => Promise<void>;
