/** Everything that the chat says by itself. A language is one object of this form; a missing word does not compile. */
export interface Words {
  readonly lang: "ko" | "en";

  // The door
  readonly motto: string;
  readonly nameLabel: string;
  readonly nameHint: string;
  readonly nameWrong: string;
  readonly enter: string;

  // The room
  readonly messages: string;
  readonly empty: string;
  readonly emptyHint: string;
  readonly beginning: string;
  readonly loadingEarlier: string;
  readonly newMessages: string;
  readonly toNewest: string;
  newFrom(name: string, count: number): string;
  newCount(count: number): string;
  came(names: readonly string[]): string;
  went(names: readonly string[]): string;
  readonly youCame: string;
  readonly youWent: string;
  readonly gapHistory: string;
  readonly gapRetention: string;
  skipped(entries: number): string;
  readonly removed: string;
  file(contentType: string): string;
  said(name: string, text: string): string;

  // One message
  readonly you: string;
  readonly queued: string;
  readonly sending: string;
  readonly sent: string;
  readonly unconfirmed: string;
  failed(why: string): string;
  readonly failedWhy: Readonly<Partial<Record<string, string>>>;
  readonly retry: string;
  readonly discard: string;
  readonly bot: string;
  readonly operatorKind: string;

  // Writing
  readonly write: string;
  readonly writeHere: string;
  readonly send: string;
  readonly emoji: string;
  readonly emojiNames: readonly string[];
  tooLong(by: number): string;
  typing(names: readonly string[]): string;
  manyTyping(count: number): string;

  // Who is here
  readonly people: string;
  present(count: number): string;
  readonly here: string;
  readonly away: string;
  readonly crowd: string;
  readonly close: string;

  // The line to the server
  readonly connected: string;
  readonly connecting: string;
  readonly offlineShort: string;
  offline(seconds: number): string;
  closed(why: string): string;
  readonly bannedWhy: string;
  readonly loginWhy: string;
  readonly refusedWhy: string;
  readonly tryNow: string;
  readonly noRoom: string;
}
