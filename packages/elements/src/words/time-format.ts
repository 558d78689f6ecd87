import type { Language } from "./language.ts";

/** Times and days as the reader's calendar and language have them. The formatters are costly to make and kept. */
export class TimeFormat {
  readonly #time: Intl.DateTimeFormat;
  readonly #day: Intl.DateTimeFormat;
  readonly #full: Intl.DateTimeFormat;
  readonly #key: Intl.DateTimeFormat;
  readonly #relative: Intl.RelativeTimeFormat;

  constructor(language: Language, timeZone?: string) {
    const zone = timeZone === undefined ? {} : { timeZone };
    const locale = language === "ko" ? "ko-KR" : "en";
    this.#time = new Intl.DateTimeFormat(locale, { ...zone, hour: "numeric", minute: "2-digit" });
    this.#day = new Intl.DateTimeFormat(locale, { ...zone, dateStyle: "full" });
    this.#full = new Intl.DateTimeFormat(locale, { ...zone, dateStyle: "full", timeStyle: "medium" });
    this.#key = new Intl.DateTimeFormat("en-CA", { ...zone, year: "numeric", month: "2-digit", day: "2-digit" });
    this.#relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  }

  time(at: number): string {
    return this.#time.format(at);
  }

  full(at: number): string {
    return this.#full.format(at);
  }

  /** The local calendar day, as `2026-11-22`. */
  dayKey(at: number): string {
    return this.#key.format(at);
  }

  /** "오늘", "어제", or the date. */
  day(at: number, now: number): string {
    const days = Math.round((Date.parse(this.dayKey(at)) - Date.parse(this.dayKey(now))) / 86_400_000);
    const date = this.#day.format(at);
    if (days !== 0 && days !== -1) return date;
    const word = this.#relative.format(days, "day");
    return `${word.charAt(0).toUpperCase()}${word.slice(1)} · ${date}`;
  }
}
