import { randomUUID } from "node:crypto";
import type { Chance, Clock } from "@madang/hub";

export const nodeClock: Clock = {
  now: () => Date.now(),
  after: (ms, call) => {
    const timer = setTimeout(call, ms).unref();
    return () => clearTimeout(timer);
  },
};

export const nodeChance: Chance = { id: () => randomUUID() };
