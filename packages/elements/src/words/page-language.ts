import type { Language } from "./language.ts";
import { pageEn } from "./page-en.ts";
import { pageKo } from "./page-ko.ts";
import type { PageWords } from "./page-words.ts";

const DICTIONARIES: Readonly<Record<Language, PageWords>> = { ko: pageKo, en: pageEn };

export function pageWordsIn(language: Language): PageWords {
  return DICTIONARIES[language];
}
