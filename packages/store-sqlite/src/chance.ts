import { randomBytes } from "node:crypto";
import type { Chance } from "@madang/hub";

/** 128 bits: what a UUID is trusted with, and more than the port's 96. */
const BYTES = 16;
/** Base-36 digits that hold 128 bits. */
const DIGITS = 25;

/** Names from the kernel's random source. */
export const kernelChance: Chance = {
  id: () =>
    BigInt(`0x${randomBytes(BYTES).toString("hex")}`)
      .toString(36)
      .padStart(DIGITS, "0"),
};
