import type { Words } from "./dictionary.ts";

/** What only the whole page says: an embed need not load it. */
export interface PageWords extends Words {
  readonly rooms: string;
  readonly openRooms: string;
  readonly newRoom: string;
  readonly operator: string;
  readonly operatorHint: string;
  readonly token: string;
  readonly roomLabel: string;
  readonly roomHint: string;
  readonly roomWrong: string;
  readonly keeps: string;
  readonly retentions: Readonly<Record<"forever" | "30d" | "volatile", string>>;
  readonly make: string;
  readonly cancel: string;
  readonly unreadRoom: string;
  readonly language: string;
  readonly otherLanguage: string;
  readonly themes: Readonly<Record<"auto" | "light" | "dark", string>>;
  readonly changeName: string;
}
