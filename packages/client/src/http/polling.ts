import type { CarrierParts, Carry } from "./carrier.ts";
import { Fault, LASTED_MS } from "./fault.ts";
import { HELD_MS, readLog } from "./read-log.ts";

/** 2 s: the last resort may be slow, but a talk must be possible. */
const EVERY_MS = 2000;

/** Asks now and then. */
export const poll: Carry = async (parts, ears) => {
  const { signal } = parts;
  try {
    while (!signal.aborted) {
      const upToDate = await readLog(parts, ears);
      if (signal.aborted) return;
      ears.alive();
      if (upToDate) await pause(EVERY_MS, parts);
    }
  } catch (error) {
    if (!signal.aborted) ears.ended(error instanceof Fault ? error : new Fault(0));
  }
};

/** Asks, and is answered when there is something. */
export const longPoll: Carry = async (parts, ears) => {
  const { clock, signal } = parts;
  let askedAt = clock.now();
  try {
    while (!signal.aborted) {
      askedAt = clock.now();
      await readLog(parts, ears, "long-poll");
      if (!signal.aborted) ears.alive();
    }
  } catch (error) {
    const fault = error instanceof Fault ? error : new Fault(0);
    const lasted = clock.now() - askedAt;
    const isCut = fault.status === 0 && lasted >= LASTED_MS;
    if (!signal.aborted) ears.ended(isCut ? (lasted >= HELD_MS ? "silent" : "cut") : fault);
  }
};

/** Never ends when the signal comes first: nobody waits for it then. */
function pause(ms: number, { clock, signal }: CarrierParts): Promise<void> {
  return new Promise((go) => {
    const cancel = clock.after(ms, () => {
      signal.removeEventListener("abort", cancel);
      go();
    });
    signal.addEventListener("abort", cancel);
  });
}
