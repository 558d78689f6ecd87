import { randomBytes } from "node:crypto";
import type { Chance, Clock } from "@madang/hub";

/** The machine's clock. */
export const nodeClock: Clock = {
  now: () => Date.now(),
  after: (ms, call) => {
    const timer = setTimeout(call, ms).unref();
    return () => clearTimeout(timer);
  },
};

/** 4 KiB of chance at a time: one call to the system gives 341 ids. */
const POOL_BYTES = 4092;
const ID_BYTES = 12;

/** The machine's chance: 96 random bits an id, in base 36. */
export function nodeChance(): Chance {
  let pool = Buffer.alloc(0);
  let used = 0;
  return {
    id: () => {
      if (used >= pool.length) {
        pool = randomBytes(POOL_BYTES);
        used = 0;
      }
      const [high, low] = [pool.readUIntBE(used, 6), pool.readUIntBE(used + 6, 6)];
      used += ID_BYTES;
      return high.toString(36).padStart(10, "0") + low.toString(36).padStart(10, "0");
    },
  };
}
