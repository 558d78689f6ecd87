/** Somebody, as clients see them. */
export interface PersonObject {
  readonly kind: "guest" | "user" | "bot" | "operator";
  readonly name: string;
  /** The stable id of somebody signed in. */
  readonly id?: string;
}

/** An entry, as clients see it: `text`, or `data` (base64) with `contentType`. */
export interface EntryObject {
  readonly position: string;
  readonly room: string;
  readonly offset: number;
  readonly id: string;
  readonly author: PersonObject;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly text?: string;
  readonly data?: string;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** What it is the latest value of, in a volatile room. */
  readonly key?: string;
  readonly removed?: true;
}
