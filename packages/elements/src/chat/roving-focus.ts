import type { ReactiveControllerHost } from "lit";

export interface RovingOwner {
  /** Back to where one writes. */
  escape(): void;
  /** Before the first row. */
  earlier(): void;
}

/** One stop of the Tab key for the whole list; the arrow keys go from message to message. */
export class RovingFocus {
  /** The row that was visited last; undefined: the newest. */
  key: string | undefined;
  readonly #host: ReactiveControllerHost;
  readonly #owner: RovingOwner;

  constructor(host: ReactiveControllerHost, owner: RovingOwner) {
    this.#host = host;
    this.#owner = owner;
  }

  readonly onKey = (event: KeyboardEvent): void => {
    const list = event.currentTarget as HTMLElement;
    const rows = [...list.querySelectorAll<HTMLElement>("article")];
    const row = (event.target as HTMLElement).closest("article");
    if (event.key === "Escape") this.#owner.escape();
    if (row === null || event.altKey || event.ctrlKey || event.metaKey) return;
    const next = nextRow(event.key, rows, rows.indexOf(row));
    if (event.key === "ArrowUp" && next === undefined) this.#owner.earlier();
    if (event.key === "Enter" && event.target === row) row.querySelector<HTMLElement>("button, a")?.focus();
    if (next === undefined) return;
    event.preventDefault();
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  };

  readonly onFocus = (event: FocusEvent): void => {
    const row = (event.target as HTMLElement).closest<HTMLElement>("article");
    if (row === null || row.dataset["key"] === this.key) return;
    this.key = row.dataset["key"];
    this.#host.requestUpdate();
  };
}

function nextRow(key: string, rows: readonly HTMLElement[], at: number): HTMLElement | undefined {
  if (key === "ArrowUp") return rows[at - 1];
  if (key === "ArrowDown") return rows[at + 1];
  if (key === "Home") return rows[0];
  return key === "End" ? rows.at(-1) : undefined;
}
