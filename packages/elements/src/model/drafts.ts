/** The part of `localStorage` that is used. */
export type Keep = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** What was begun and not sent, per person and room, over reloads. Where nothing may be stored, it is kept in memory. */
export class Drafts {
  readonly #keep: Keep | undefined;
  readonly #whose: string;
  readonly #memory = new Map<string, string>();

  constructor(keep: Keep | undefined, whose: string) {
    this.#keep = keep;
    this.#whose = whose;
  }

  read(room: string): string {
    return this.#memory.get(room) ?? attempt(() => this.#keep?.getItem(this.#key(room))) ?? "";
  }

  write(room: string, text: string): void {
    this.#memory.set(room, text);
    const key = this.#key(room);
    attempt(() => (text.trim() === "" ? this.#keep?.removeItem(key) : this.#keep?.setItem(key, text)));
  }

  #key(room: string): string {
    return `madang.draft.${this.#whose}.${room}`;
  }
}

/** A browser may refuse: private windows, blocked cookies, a full store. A draft is not worth an error. */
function attempt<T>(step: () => T): T | undefined {
  try {
    return step();
  } catch {
    return undefined;
  }
}
