import { en } from "./en.ts";
import type { PageWords } from "./page-words.ts";

export const pageEn: PageWords = {
  ...en,
  rooms: "Rooms",
  openRooms: "Open the list of rooms",
  newRoom: "Make a room",
  operator: "Operator",
  operatorHint: "Paste the token that the server showed once when it first started. It is forgotten with this tab.",
  token: "Operator token",
  roomLabel: "Name of the room",
  roomHint: "Up to 64 letters, digits, - _ .",
  roomWrong: "A room's name has letters, digits, - _ . only.",
  keeps: "Messages are kept",
  retentions: { forever: "for good", "30d": "for 30 days", volatile: "not at all" },
  make: "Make",
  cancel: "Cancel",
  unreadRoom: "new messages",
  language: "Language",
  otherLanguage: "한국어",
  themes: { auto: "System theme", light: "Light theme", dark: "Dark theme" },
  changeName: "Change name",
};
