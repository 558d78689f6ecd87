import type { Keep } from "./drafts.ts";

export type Theme = "auto" | "light" | "dark";
export type Setting = "name" | "theme" | "lang";

const THEMES: readonly Theme[] = ["auto", "light", "dark"];

/** What the page remembers about the person at this browser. */
export class Settings {
  readonly #keep: Keep | undefined;
  readonly #memory = new Map<Setting, string>();

  constructor(keep: Keep | undefined) {
    this.#keep = keep;
  }

  read(setting: Setting): string | undefined {
    const held = this.#memory.get(setting);
    if (held !== undefined) return held;
    try {
      return this.#keep?.getItem(`madang.${setting}`) ?? undefined;
    } catch {
      return undefined;
    }
  }

  write(setting: Setting, value: string): void {
    this.#memory.set(setting, value);
    try {
      this.#keep?.setItem(`madang.${setting}`, value);
    } catch {
      // A browser may refuse to store; then it holds until the page is left.
    }
  }

  get theme(): Theme {
    return THEMES.find((theme) => theme === this.read("theme")) ?? "auto";
  }
}

/** Light, dark, as the system has it, and round again. */
export function nextTheme(theme: Theme): Theme {
  return THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? "auto";
}
