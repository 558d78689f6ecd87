import type { EntryObject, ServerMessage } from "@madang/wire/native";
import type { CarrierEars, CarrierEnd, CarrierParts, Carry } from "./carrier.ts";
import { EventStream, type StreamEvent } from "./event-stream.ts";
import { Fault, LASTED_MS } from "./fault.ts";

/** The first word comes at once, unless somebody in between keeps it. */
const FIRST_MS = 4000;
/** The server gives a sign of life every 15 s. */
const SILENCE_MS = 20_000;

/** Reads the event stream of all rooms. */
export const stream: Carry = async (parts, ears) => {
  const { requests, places, clock, signal } = parts;
  const startedAt = clock.now();
  let hasBegun = false;
  const query = [...places.query, ["live", "sse"], ["people", "1"]] as const;
  try {
    const body = await requests.ask("/log", { query, signal, within: FIRST_MS, stays: true }, ({ body, headers }) => {
      if (body === null || !headers.get("Content-Type")?.startsWith("text/event-stream")) throw new Fault(0);
      return body;
    });
    hasBegun = true;
    const isSilent = await follow(body, parts, ears);
    if (!signal.aborted) ears.ended(isSilent ? "silent" : endAfter(clock.now() - startedAt));
  } catch (error) {
    const lasted = clock.now() - startedAt;
    if (signal.aborted) return;
    if (error instanceof Fault && error.status !== 0) ears.ended(error);
    else ears.ended(!hasBegun && lasted >= FIRST_MS ? "silent" : endAfter(lasted));
  }
};

/** True when it was given up. */
async function follow(body: ReadableStream<Uint8Array>, parts: CarrierParts, ears: CarrierEars): Promise<boolean> {
  const { clock, signal } = parts;
  const events = new EventStream();
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let isSilent = false;
  const silent = (): void => {
    isSilent = true;
    reader.cancel().catch(() => {});
  };
  let cancel = clock.after(FIRST_MS, silent);
  signal.addEventListener("abort", () => cancel());
  try {
    for (;;) {
      const { done, value } = await reader.read();
      cancel();
      if (done || signal.aborted) return isSilent;
      cancel = clock.after(SILENCE_MS, silent);
      ears.alive();
      for (const event of events.take(decoder.decode(value, { stream: true }))) {
        if (!signal.aborted) hear(event, parts, ears);
      }
    }
  } finally {
    cancel();
  }
}

function endAfter(lasted: number): CarrierEnd {
  return lasted < LASTED_MS ? new Fault(0) : "cut";
}

function hear({ type, data }: StreamEvent, { places }: CarrierParts, ears: CarrierEars): void {
  if (type === "retry") ears.heard({ type: "reconnect", after: Number(data), why: "the server restarts" });
  else if (type === "data") {
    for (const entry of JSON.parse(data) as readonly EntryObject[]) {
      if (places.pass(entry)) ears.heard({ type: "entry", ...entry });
    }
  } else if (type !== "control") ears.heard(JSON.parse(data) as ServerMessage);
}
