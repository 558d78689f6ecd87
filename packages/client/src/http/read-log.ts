import type { EntryObject } from "@madang/wire/native";
import type { CarrierEars, CarrierParts } from "./carrier.ts";
import { Fault } from "./fault.ts";

/** 25 s are what the server waits, and then there is the way. */
export const HELD_MS = 35_000;

/** Reads on once. Answers whether nothing is left; rejects with a `Fault`. */
export async function readLog(
  { requests, places, signal }: Omit<CarrierParts, "clock">,
  ears: Pick<CarrierEars, "heard">,
  live?: "long-poll",
): Promise<boolean> {
  const query = [...places.query, ...(live === undefined ? [] : [["live", live] as const])];
  const asking = { query, signal, ...(live === undefined ? {} : { within: HELD_MS }) };
  return requests.ask("/log", asking, async (response) => {
    const entries: unknown = response.status === 204 ? [] : await response.json();
    if (!Array.isArray(entries)) throw new Fault(0);
    for (const entry of entries as readonly EntryObject[]) {
      if (!signal.aborted && places.pass(entry)) ears.heard({ type: "entry", ...entry });
    }
    return response.headers.get("Stream-Up-To-Date") === "true";
  });
}
