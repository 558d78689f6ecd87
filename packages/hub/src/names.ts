/** Where the names of people who sign in are kept, folded as `foldName` does. Rejects with `StoreRefusal`. */
export interface NameStore {
  names(): Promise<readonly string[]>;
  /** Durable when it resolves; a name that is there already stays. */
  keepName(folded: string): Promise<void>;
}

/** The operator speaks under this name without having signed in. */
const RESERVED = ["operator"];
const ASCII = /^[\x20-\x7e]*$/;
/** Zero-width joiners, soft hyphens, variation selectors: Unicode UTR 36 section 2. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}/gu;

/** The names of people who sign in: no guest may take one. */
export class Names {
  readonly #store: NameStore;
  readonly #folded = new Set<string>(RESERVED);

  constructor(store: NameStore) {
    this.#store = store;
  }

  async load(): Promise<void> {
    for (const name of await this.#store.names()) this.#folded.add(foldName(name));
  }

  taken(name: string): boolean {
    return this.#folded.has(foldName(name));
  }

  /** From now on the name is taken; known ones cost nothing. Rejects with `StoreRefusal`. */
  async claim(name: string): Promise<void> {
    const folded = foldName(name);
    if (this.#folded.has(folded)) return;
    await this.#store.keepName(folded);
    this.#folded.add(folded);
  }
}

/** What two names have in common that people take for one: compatibility forms, case, and all but what cannot be seen. */
export function foldName(name: string): string {
  // All that is seen, and one character each: case is the only difference there can be.
  if (ASCII.test(name)) return name.toLowerCase();
  return name.replaceAll(UNSEEN, "").normalize("NFKC").toLowerCase().normalize("NFC");
}
