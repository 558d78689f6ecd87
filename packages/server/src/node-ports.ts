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

/** 200 ids at a time, so that the system is not called for each. */
const POOL_IDS = 200;
const ID_SIGNS = 20;
const SIGNS = Buffer.from("0123456789abcdefghijklmnopqrstuv");

/** The machine's chance: 100 random bits an id, in base 32. */
export function nodeChance(): Chance {
  let pool = "";
  let used = 0;
  return {
    id: () => {
      if (used >= pool.length) {
        const signs = randomBytes(POOL_IDS * ID_SIGNS).map((byte) => SIGNS[byte & 31] ?? 0);
        pool = Buffer.from(signs).toString("latin1");
        used = 0;
      }
      used += ID_SIGNS;
      return pool.slice(used - ID_SIGNS, used);
    },
  };
}
