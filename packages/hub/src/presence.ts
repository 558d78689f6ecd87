import { type Author, authorKey } from "./author.ts";

/** Who is in a room now. Several connections of one person are one person. */
export class Presence {
  readonly #people = new Map<string, { readonly author: Author; connections: number }>();

  /** How many people, not connections. */
  get size(): number {
    return this.#people.size;
  }

  has(author: Author): boolean {
    return this.#people.has(authorKey(author));
  }

  people(): Author[] {
    return [...this.#people.values()].map(({ author }) => author);
  }

  /** True: it is this person's first connection here. */
  enter(author: Author): boolean {
    const key = authorKey(author);
    const known = this.#people.get(key);
    if (known !== undefined) {
      known.connections++;
      return false;
    }
    this.#people.set(key, { author, connections: 1 });
    return true;
  }

  /** True: it was this person's last connection here. */
  exit(author: Author): boolean {
    const key = authorKey(author);
    const known = this.#people.get(key);
    if (known === undefined || --known.connections > 0) return false;
    return this.#people.delete(key);
  }
}
