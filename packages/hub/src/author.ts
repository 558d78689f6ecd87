/** Who wrote an entry. */
export interface Author {
  readonly kind: "guest" | "user" | "bot" | "operator";
  readonly name: string;
  /** The stable id of somebody signed in (the `sub` of a JWT); a guest has none. */
  readonly id?: string;
}

/** What tells two authors apart: the id of somebody signed in, the name of a guest. */
export function authorKey(author: Author): string {
  return author.id === undefined ? `${author.kind}:${author.name}` : `${author.kind}=${author.id}`;
}
