import type { Words } from "./dictionary.ts";
import { en } from "./en.ts";
import { ko } from "./ko.ts";

export type Language = "ko" | "en";

const DICTIONARIES: Readonly<Record<Language, Words>> = { ko, en };

/** The first language among the wishes that there are words in; English for everybody else. */
export function languageOf(wishes: readonly (string | null | undefined)[]): Language {
  for (const wish of wishes) {
    const language = wish?.toLowerCase().split("-")[0];
    if (language === "ko" || language === "en") return language;
  }
  return "en";
}

export function wordsIn(language: Language): Words {
  return DICTIONARIES[language];
}
