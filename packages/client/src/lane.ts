import type { ErrorMessage, Send } from "@madang/wire/native";
import { backoff } from "./backoff.ts";
import type { Clock } from "./clock.ts";
import type { Letter } from "./letter.ts";

/** What lanes need of the outbox. */
export interface Road {
  readonly clock: Clock;
  readonly random: () => number;
  /** Whether there is a link. */
  readonly open: boolean;
  say(message: Send): void;
}

/**
 * One room's letters in order. One is under way at a time: were there more, one that is refused for now would be
 * overtaken by those behind it.
 */
export class Lane {
  readonly #road: Road;
  readonly #letters: Letter[] = [];
  #underway: Letter | undefined;
  #refusals = 0;
  #release: (() => void) | undefined;

  constructor(road: Road) {
    this.#road = road;
  }

  get letters(): readonly Letter[] {
    return this.#letters;
  }

  find(id: string): Letter | undefined {
    return this.#letters.find((letter) => letter.id === id);
  }

  push(letter: Letter): void {
    this.#letters.push(letter);
    this.go();
  }

  /** Puts letters of an earlier session before those of this one. */
  unshift(letters: readonly Letter[]): void {
    this.#letters.unshift(...letters);
  }

  /** Takes out one that has arrived, failed or been discarded. */
  remove(letter: Letter): void {
    const index = this.#letters.indexOf(letter);
    if (index >= 0) this.#letters.splice(index, 1);
    if (this.#underway === letter) this.#underway = undefined;
    this.#refusals = 0;
    this.go();
  }

  /** Sends the first, unless something is under way or has to wait. */
  go(): void {
    const [first] = this.#letters;
    if (!this.#road.open || this.#underway !== undefined || this.#release !== undefined || first === undefined) return;
    this.#underway = first;
    const { room, id, text } = first;
    this.#road.say({ type: "send", room, id, text });
    if (first.state !== "unconfirmed") first.become("sending");
  }

  /** Ends a wait. */
  hurry(): void {
    this.#release?.();
    this.#release = undefined;
    this.go();
  }

  /** The server did not take this one, but may later (`fast`, `refused`). */
  postpone(letter: Letter, { wait }: ErrorMessage): void {
    if (this.#underway !== letter) return;
    this.#underway = undefined;
    this.#refusals += 1;
    const ms = wait ?? backoff(this.#refusals, this.#road.random);
    this.#release = this.#road.clock.after(ms, () => {
      this.#release = undefined;
      this.go();
    });
    letter.become("queued");
  }

  lost(): void {
    this.#release?.();
    this.#release = undefined;
    this.#refusals = 0;
    const letter = this.#underway;
    this.#underway = undefined;
    letter?.become("unconfirmed");
  }
}
