import { parseArgs } from "node:util";

/** What an option of a bench may be. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/** The options of one bench, each with its default. A wrong one ends the bench with a line that names it. */
export class Options {
  /** Its results go into docs/performance.md. */
  readonly publish: boolean;
  readonly #values: Readonly<Record<string, string>>;

  constructor(defaults: Readonly<Record<string, string>>) {
    const { publish, ...values } = given(defaults);
    this.publish = publish === true;
    this.#values = { ...defaults, ...texts(values) };
  }

  text(name: string): string {
    return this.#values[name] ?? "";
  }

  words(name: string): string[] {
    return this.text(name).split(",").filter(Boolean);
  }

  number(name: string, range: Range): number {
    return this.#check(name, this.text(name), range);
  }

  numbers(name: string, range: Range): number[] {
    return this.words(name).map((word) => this.#check(name, word, range));
  }

  #check(name: string, word: string, { min, max }: Range): number {
    const value = Number(word);
    if (!Number.isFinite(value) || value < min || value > max) refuse(`--${name} is ${min} to ${max}, not ${word}`);
    return value;
  }
}

/** Ends the bench before it began. */
export function refuse(why: string): never {
  process.stderr.write(`${why}\n`);
  process.exit(2);
}

type Given = Readonly<Record<string, string | boolean | undefined>>;

function given(defaults: Readonly<Record<string, string>>): Given {
  const options = Object.fromEntries(Object.keys(defaults).map((name) => [name, { type: "string" as const }]));
  try {
    return parseArgs({ options: { ...options, publish: { type: "boolean" } }, strict: true }).values;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return refuse(`${why}\nThe options: --${[...Object.keys(defaults), "publish"].join(", --")}`);
  }
}

function texts(values: Given): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter((pair): pair is [string, string] => typeof pair[1] === "string"),
  );
}
