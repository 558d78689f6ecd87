import { parseArgs } from "node:util";
import { KILL_EVERY_MS } from "./plan.ts";

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
  /** Milliseconds from one kill to the next, on average. */
  readonly killEvery: number;
  /** Names of transports; none: all. */
  readonly transports: readonly string[];
  readonly sabotage: Sabotage | undefined;
}

const GIVEN = {
  seconds: { type: "string", default: "60", what: "how long things go wrong; then everybody has to get through" },
  seed: { type: "string", what: "replays a plan [chance]" },
  readers: { type: "string", default: "24", what: "fewer than there are transports leave some out" },
  writers: { type: "string", default: "24", what: "likewise" },
  rate: { type: "string", default: "1500", what: "messages a second that all writers together would like to send" },
  "kill-every": { type: "string", default: `${KILL_EVERY_MS}`, what: "mean milliseconds from one kill to the next" },
  transports: { type: "string", default: "", what: "only these, with commas [all]" },
  sabotage: { type: "string", what: `breaks the server on purpose: ${SABOTAGES.join(", ")}` },
} as const;

/** What `--help` says. */
export function help(): string {
  const lines = Object.entries(GIVEN).map(([name, option]) => {
    const usual = "default" in option && option.default !== "" ? ` [${option.default}]` : "";
    return `  ${`--${name}`.padEnd(14)} ${option.what}${usual}\n`;
  });
  return `npm run chaos -- [options]: the real server under kills, cuts, a full disk and repeats\n${lines.join("")}`;
}

export class OptionProblem extends Error {}

/** Throws `OptionProblem`. */
export function readOptions(args: readonly string[], fallbackSeed: number): Options {
  const values = parse(args);
  const { seconds, seed = String(fallbackSeed), readers, writers, rate, transports, sabotage } = values;
  return {
    seconds: number("seconds", seconds, 86_400),
    seed: number("seed", seed, Number.MAX_SAFE_INTEGER),
    readers: number("readers", readers, 1000),
    writers: number("writers", writers, 1000),
    rate: number("rate", rate, 100_000),
    killEvery: number("kill-every", values["kill-every"], 3_600_000),
    transports: transports.split(",").filter(Boolean),
    sabotage: sabotage === undefined ? undefined : oneOf(sabotage),
  };
}

function parse(args: readonly string[]): ReturnType<typeof parseArgs<{ options: typeof GIVEN }>>["values"] {
  try {
    return parseArgs({ args: [...args], options: GIVEN, strict: true }).values;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new OptionProblem(`${why}\n${help()}`);
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
