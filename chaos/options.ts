import { parseArgs } from "node:util";

/** What may be broken on purpose, to see that it is found; nothing, to see that it is that which is found. */
export const SABOTAGES = ["dedupe", "order", "nothing"] as const;
export type Sabotage = (typeof SABOTAGES)[number];

/** What a run is told. */
export interface Options {
  readonly seconds: number;
  readonly seed: number;
  readonly readers: number;
  readonly writers: number;
  /** Messages a second, all writers together. */
  readonly rate: number;
  /** Names of transports; none: all. */
  readonly transports: readonly string[];
  readonly sabotage: Sabotage | undefined;
}

const GIVEN = {
  seconds: { type: "string", default: "60" },
  seed: { type: "string" },
  readers: { type: "string", default: "24" },
  writers: { type: "string", default: "16" },
  rate: { type: "string", default: "1500" },
  transports: { type: "string", default: "" },
  sabotage: { type: "string" },
} as const;

export class OptionProblem extends Error {}

/** Throws `OptionProblem`. */
export function readOptions(args: readonly string[], fallbackSeed: number): Options {
  const { seconds, seed = String(fallbackSeed), readers, writers, rate, transports, sabotage } = parse(args);
  return {
    seconds: number("seconds", seconds, 86_400),
    seed: number("seed", seed, Number.MAX_SAFE_INTEGER),
    readers: number("readers", readers, 1000),
    writers: number("writers", writers, 1000),
    rate: number("rate", rate, 100_000),
    transports: transports.split(",").filter(Boolean),
    sabotage: sabotage === undefined ? undefined : oneOf(sabotage),
  };
}

function parse(args: readonly string[]): ReturnType<typeof parseArgs<{ options: typeof GIVEN }>>["values"] {
  try {
    return parseArgs({ args: [...args], options: GIVEN, strict: true }).values;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new OptionProblem(`${why}\nThe options: --${Object.keys(GIVEN).join(", --")}`);
  }
}

function number(name: string, text: string, most: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1 || value > most)
    throw new OptionProblem(`--${name} is 1 to ${most}, not ${text}`);
  return value;
}

function oneOf(text: string): Sabotage {
  const found = SABOTAGES.find((one) => one === text);
  if (found === undefined) throw new OptionProblem(`--sabotage is ${SABOTAGES.join(" or ")}, not ${text}`);
  return found;
}
