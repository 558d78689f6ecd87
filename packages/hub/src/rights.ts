import type { Author } from "./author.ts";
import type { Ban } from "./bans.ts";

/** What somebody may want to do. */
export type Action = "read" | "send" | "put room" | "remove entry" | "ban" | "see refusals";

/** Who may do what: the one place where that is decided. */
export class Rights {
  readonly #names = new Set<string>();
  readonly #addresses = new Set<string>();

  ban({ kind, value }: Ban): void {
    this.#banned(kind).add(value);
  }

  lift({ kind, value }: Ban): void {
    this.#banned(kind).delete(value);
  }

  /** Why not, for the person to read; undefined when they may. */
  refusal(author: Author, address: string, action: Action): string | undefined {
    if (author.kind === "operator") return undefined;
    if (this.#names.has(author.name)) return `the name ${author.name} is banned`;
    if (this.#addresses.has(address)) return `the address ${address} is banned`;
    return action === "read" || action === "send" ? undefined : `only the operator may ${action}`;
  }

  #banned(kind: Ban["kind"]): Set<string> {
    return kind === "name" ? this.#names : this.#addresses;
  }
}
