/** What happened when: the background of a finding. */
export class Journal {
  readonly #begun = performance.now();
  readonly #lines: { readonly at: number; readonly what: string }[] = [];

  /** Milliseconds since the begin. */
  get now(): number {
    return Math.round(performance.now() - this.#begun);
  }

  note(what: string): void {
    this.#lines.push({ at: this.now, what });
  }

  /** What was noted from `from` to `to`. */
  between(from: number, to: number): string[] {
    return this.#lines.filter(({ at }) => at >= from && at <= to).map(({ at, what }) => `${seconds(at)} ${what}`);
  }
}

export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(3)} s`;
}
