import type { Words } from "./dictionary.ts";

const list = new Intl.ListFormat("en", { type: "conjunction" });
const number = new Intl.NumberFormat("en");
const plurals = new Intl.PluralRules("en");

function count(amount: number, one: string, many: string): string {
  return `${number.format(amount)} ${plurals.select(amount) === "one" ? one : many}`;
}

function people(names: readonly string[]): string {
  const [first = "", ...rest] = names;
  return list.format(rest.length > 2 ? [first, count(rest.length, "other", "others")] : names);
}

export const en: Words = {
  lang: "en",

  motto: "A yard where whoever comes in can talk",
  nameLabel: "Name",
  nameHint: "What shall we call you?",
  nameWrong: "A name has 1 to 40 letters and no colon.",
  enter: "Come in",

  messages: "Messages",
  empty: "The yard is quiet",
  emptyHint: "Say the first word.",
  beginning: "This is where the room begins",
  loadingEarlier: "Loading earlier messages…",
  newMessages: "New from here",
  toNewest: "To the newest",
  newFrom: (name, amount) => (amount === 1 ? `New from ${name}` : `${number.format(amount)} new, from ${name} on`),
  newCount: (amount) => count(amount, "new message", "new messages"),
  came: (names) => `${people(names)} came in`,
  went: (names) => `${people(names)} left`,
  youCame: "You came in",
  youWent: "You left",
  gapHistory: "The server's history is another one now; it starts again here",
  gapRetention: "What stood here is no longer kept",
  skipped: (entries) => `${count(entries, "message", "messages")} could not be kept for you`,
  removed: "Removed by the operator",
  file: (contentType) => `Something that is not text (${contentType})`,
  said: (name, text) => `${name}: ${text}`,

  you: "You",
  queued: "Sends when connected",
  sending: "Sending",
  sent: "Sent",
  unconfirmed: "Not confirmed",
  failed: (why) => `Not sent · ${why}`,
  failedWhy: {
    refused: "the server cannot keep it now",
    conflict: "another message has this number",
    fast: "too many at once",
    room: "there is no such room",
    banned: "you are not let in any more",
    bad: "the server cannot take this message",
  },
  retry: "Send again",
  discard: "Delete",
  bot: "Bot",
  operatorKind: "Operator",

  write: "Write a message",
  writeHere: "Write a message",
  send: "Send",
  emoji: "Emoji",
  emojiNames: [
    "smile",
    "tears of joy",
    "heart eyes",
    "thinking",
    "crying",
    "surprised",
    "party",
    "thumbs up",
    "applause",
    "folded hands",
    "strong",
    "wave",
    "heart",
    "fire",
    "sparkles",
    "flower",
  ],
  tooLong: (by) => `${count(by, "character", "characters")} too many`,
  typing: (names) => `${people(names)} ${names.length === 1 ? "is" : "are"} writing`,
  manyTyping: (amount) => `${count(amount, "person is", "people are")} writing`,

  people: "Who is here",
  present: (amount) => number.format(amount),
  here: "Here now",
  away: "Not here",
  crowd: "So many are here that names are not shown.",
  close: "Close",

  connected: "Connected",
  connecting: "Connecting…",
  offlineShort: "Offline",
  offline: (seconds) =>
    seconds > 0
      ? `The connection is lost. Trying again in ${number.format(seconds)} s.`
      : "The connection is lost. Trying again…",
  closed: (why) => (why === "" ? "The connection has ended." : `The connection has ended: ${why}`),
  bannedWhy: "You are not let in here any more.",
  loginWhy: "The login has ended.",
  refusedWhy: "This name or login is not let in.",
  tryNow: "Try now",
  noRoom: "There is no such room. Please choose another.",
};
