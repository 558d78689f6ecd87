/** One thing that can be set, from the command line or the environment. */
export interface Option<T> {
  /** `port`: the flag is `--port`, the variable `MADANG_PORT`. */
  readonly name: string;
  /** What stands for the value in the help, `<port>`. */
  readonly value: string;
  /** As somebody would type it; undefined when there is none. */
  readonly fallback?: string;
  readonly help: string;
  /** The value that a text means. Throws `OptionProblem`. */
  read(text: string): T;
}

/** What is wrong with an option's value, in words that go on after its name. */
export class OptionProblem extends Error {
  override readonly name = "OptionProblem";
}

/** A wrong command line or environment; the message is one line that names the option. */
export class OptionError extends Error {
  override readonly name = "OptionError";
}

export function flagOf(option: Option<unknown>): string {
  return `--${option.name}`;
}

export function variableOf(option: Option<unknown>): string {
  return `MADANG_${option.name.toUpperCase().replaceAll("-", "_")}`;
}

export function readText(text: string): string {
  if (text === "") throw new OptionProblem("is empty");
  return text;
}

export function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw new OptionProblem(`${JSON.stringify(text)} is not a port (0 to 65535)`);
  return port;
}

export function readList(text: string): readonly string[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/** A reader for one of a few words. */
export function readOneOf<const Words extends readonly string[]>(...words: Words): (text: string) => Words[number] {
  return (text) => {
    const word = words.find((candidate) => candidate === text);
    if (word === undefined) throw new OptionProblem(`${JSON.stringify(text)} is not one of ${words.join(", ")}`);
    return word;
  };
}
