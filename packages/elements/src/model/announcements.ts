/** More than so many at once are told as a number. */
const MOST_LINES = 3;

/** What a screen reader is to say next, gathered so that a burst is one sentence. */
export class Announcements {
  #lines: string[] = [];

  add(line: string): void {
    this.#lines.push(line);
  }

  /** What was gathered, once; `count` words a burst. */
  take(count: (messages: number) => string): string {
    const lines = this.#lines;
    this.#lines = [];
    return lines.length > MOST_LINES ? count(lines.length) : lines.join("\n");
  }
}
