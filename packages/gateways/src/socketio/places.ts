import { formatPosition, type Position } from "@madang/hub";
import { formatPositions } from "@madang/wire";

/** What stands for the places of somebody who is in no room: there is nothing to recover from it. */
const NOWHERE = "-";

/** Where a connection stands in each of its rooms, as the one string that its events end in. */
export class Places {
  readonly #parts = new Map<string, { readonly of: (at: Position) => string; text: string }>();
  #text: string | undefined;

  set(room: string, at: Position): void {
    const known = this.#parts.get(room);
    if (known === undefined) {
      const of = placeIn(room);
      this.#parts.set(room, { of, text: of(at) });
    } else known.text = known.of(at);
    this.#text = undefined;
  }

  delete(room: string): void {
    this.#parts.delete(room);
    this.#text = undefined;
  }

  clear(): void {
    this.#parts.clear();
    this.#text = undefined;
  }

  /** As `parsePositions` reads it. */
  get text(): string {
    this.#text ??= this.#parts.size === 0 ? NOWHERE : [...this.#parts.values()].map(({ text }) => text).join(".");
    return this.#text;
  }
}

/** What writes down places of one room: `formatPositions` with nothing but that room, made cheap. */
export function placeIn(room: string): (at: Position) => string {
  const prefix = formatPositions(new Map([[room, "0"]])).slice(0, -1);
  return (at) => prefix + formatPosition(at);
}
