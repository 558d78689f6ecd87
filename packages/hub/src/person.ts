import type { Author } from "./author.ts";

/** Who is behind one connection. */
export interface Person {
  readonly author: Author;
  /** The IP address that bans are held against. */
  readonly address: string;
  /** The hub sends this connection away for good; `why` is for the person to read. */
  dismiss(why: string): void;
}
