import { Dice } from "../dice.ts";
import type { Transport } from "../transports/transport.ts";
import { Reading } from "./reading.ts";
import type { Stage } from "./stage.ts";
import { type Manner, Writing } from "./writing.ts";

/** How many there are, and how much they write in all. */
export interface Size {
  readonly readers: number;
  readonly writers: number;
  /** Messages a second. */
  readonly rate: number;
}

const WINDOW = 64;

/** Everybody who reads and writes. */
export class Company {
  readonly readers: Reading[];
  readonly writers: Writing[];
  /** Those who write one message after the other by one connection of the client library. */
  readonly inOrder: ReadonlySet<string>;
  /** The transports that a writer begins with. */
  readonly firsts: ReadonlySet<string>;
  #ticking: NodeJS.Timeout | undefined;

  constructor(stage: Stage, transports: readonly Transport[], options: Size & { readonly seed: number }) {
    const { readers, writers, seed } = options;
    const casting = new Casting(stage, transports, seed);
    this.readers = Array.from({ length: readers }, (_, index) => casting.reading(index));
    const rate = options.rate / writers;
    this.writers = Array.from({ length: writers }, (_, index) => casting.writing(index, rate));
    this.inOrder = casting.inOrder;
    this.firsts = casting.firsts;
  }

  begin(): void {
    for (const one of [...this.readers, ...this.writers]) one.begin();
    this.#ticking = setInterval(() => {
      for (const one of [...this.readers, ...this.writers]) one.tick();
    }, 20);
  }

  /** So large a share of all changes to another transport, those that `dice` says. */
  move(share: number, dice: Dice): number {
    const movers = [...this.readers, ...this.writers].filter(() => dice.chance(share));
    for (const mover of movers) mover.move();
    return movers.length;
  }

  /** How many entries up to `end` are still to be read by all together, of those whose transports give positions. */
  behind(end: number): number {
    const lags = this.readers.map(({ view, offset }) => (view.resumes ? Math.max(0, end - offset) : 0));
    return lags.reduce((sum, lag) => sum + lag, 0);
  }

  /** What the writers have not got through by now they never will. */
  endWriters(): void {
    for (const writer of this.writers) writer.end();
  }

  end(): void {
    clearInterval(this.#ticking);
    for (const reader of this.readers) reader.end();
  }
}

/** Gives out the roles: every transport is somebody's first, in turn. */
class Casting {
  readonly inOrder = new Set<string>();
  readonly firsts = new Set<string>();
  readonly #stage: Stage;
  readonly #transports: readonly Transport[];
  readonly #seed: number;

  constructor(stage: Stage, transports: readonly Transport[], seed: number) {
    this.#stage = stage;
    this.#transports = transports;
    this.#seed = seed;
  }

  reading(index: number): Reading {
    const name = `읽는이${index}`;
    const role = { name, transports: this.#kin(this.#transports, index), dice: new Dice(this.#seed, name) };
    return new Reading(this.#stage, role, index % 3 !== 0);
  }

  writing(index: number, rate: number): Writing {
    const name = `쓰는이${index}`;
    const dice = new Dice(this.#seed, name);
    const able = this.#transports.filter(({ write }) => write !== undefined);
    const transports = this.#kin(able, index);
    const [first] = transports;
    if (first !== undefined) this.firsts.add(first.name);
    const manner: Manner = { hands: 1, rate, window: WINDOW, twice: 0, forge: 0 };
    if (first?.resumes !== true) return new Writing(this.#stage, { name, transports, dice }, manner);
    // The second time round: those who write by the library come in both manners.
    const isSecond = Math.floor(index / able.length) % 2 === 1;
    if (first.name === "client" && isSecond) {
      this.inOrder.add(name);
      return new Writing(this.#stage, { name, transports: [first], dice }, manner);
    }
    const busy = { ...manner, hands: dice.between(1, 3), twice: 0.1, forge: 0.01 };
    return new Writing(this.#stage, { name, transports, dice }, busy);
  }

  /** The transports among which one may change, one after the other first for each who comes. */
  #kin(transports: readonly Transport[], index: number): readonly Transport[] {
    const first = transports[index % transports.length];
    if (first === undefined) throw new RangeError("there is no transport");
    return [first, ...transports.filter((other) => other !== first && other.resumes === first.resumes)];
  }
}
