import { Dice } from "../chaos/dice.ts";
import { corpusOf, keep } from "./corpus.ts";
import { held, MAX_GROWTH_BYTES } from "./growth.ts";
import type { Target } from "./target.ts";
import type { Watchdog } from "./watchdog.ts";

/** An input that takes longer, where others take a millisecond, costs the server more than its peer. */
const SLOW_MS = 1000;

export interface Terms {
  readonly seed: number;
  readonly milliseconds: number;
  readonly watchdog: Watchdog;
}

/** What a run showed. */
export interface Report {
  readonly target: string;
  readonly inputs: number;
  readonly seconds: number;
  readonly slowestMs: number;
  readonly grownBytes: number;
  /** What does not hold, with the input's file. */
  readonly findings: readonly string[];
  readonly notes: readonly string[];
}

/** No more are looked for after so many. */
const MAX_FINDINGS = 10;

/** One target's run: the corpus, then inputs until time is up; what is held after half of it is what may be held at the end. */
export class Fuzzer {
  readonly #target: Target;
  readonly #terms: Terms;
  readonly #findings: string[] = [];
  #inputs = 0;
  #slowest = 0;

  constructor(target: Target, terms: Terms) {
    this.#target = target;
    this.#terms = terms;
  }

  async run(): Promise<Report> {
    const { name } = this.#target;
    const { seed, milliseconds } = this.#terms;
    const start = performance.now();
    for (const input of corpusOf(name)) await this.#try(input, new Dice(seed, "corpus"));
    const dice = new Dice(seed, name);
    await this.#until(start + milliseconds / 2, dice);
    const before = await held();
    await this.#until(start + milliseconds, dice);
    const grownBytes = (await held()) - before;
    if (grownBytes > MAX_GROWTH_BYTES) this.#findings.push(`${grownBytes} bytes more are held after the second half`);
    const seconds = (performance.now() - start) / 1000;
    const notes = this.#target.notes?.() ?? [];
    await this.#target.close?.();
    return {
      target: name,
      inputs: this.#inputs,
      seconds,
      slowestMs: this.#slowest,
      grownBytes,
      findings: this.#findings,
      notes,
    };
  }

  async #until(end: number, dice: Dice): Promise<void> {
    // At least one, however little time there is.
    do {
      await this.#try(this.#target.make(dice), dice);
    } while (performance.now() < end && this.#findings.length < MAX_FINDINGS);
  }

  async #try(input: Uint8Array, dice: Dice): Promise<void> {
    const given = new Uint8Array(input);
    this.#terms.watchdog.look(given);
    this.#inputs++;
    const start = process.cpuUsage();
    try {
      await this.#target.check(input, dice);
    } catch (error) {
      this.#found(given, error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
    // The processor's time, not the clock's: others may use the machine.
    const { user, system } = process.cpuUsage(start);
    const took = (user + system) / 1000;
    this.#slowest = Math.max(this.#slowest, took);
    if (took > SLOW_MS) this.#found(given, `it took ${took.toFixed(0)} ms`);
  }

  #found(input: Uint8Array, what: string): void {
    this.#findings.push(
      `${what.slice(0, 2000)}\n  input ${this.#inputs} of seed ${this.#terms.seed}: ${keep(this.#target.name, input)}`,
    );
  }
}
