import type { PersonObject } from "@madang/client";
import { type FoldedNotice, foldNotices, type Notice } from "./notice-folding.ts";
import { personKey } from "./person.ts";
import type { Mark, TimelineItem } from "./timeline.ts";

/** Messages of one author this close together are one group. */
const GROUP_MS = 5 * 60_000;

export type MessageItem = Extract<TimelineItem, { kind: "entry" | "outgoing" }>;

/** What the list shows, a row each. */
export type Row =
  | { readonly kind: "day"; readonly key: string; readonly at: number }
  | { readonly kind: "unread"; readonly key: string }
  | { readonly kind: "notices"; readonly key: string; readonly lines: readonly FoldedNotice[] }
  | { readonly kind: "mark"; readonly key: string; readonly mark: Mark }
  | MessageRow;

export interface MessageRow {
  readonly kind: "message";
  readonly key: string;
  readonly item: MessageItem;
  readonly author: PersonObject;
  readonly own: boolean;
  readonly at: number;
  /** Whether it begins and ends the group of its author. */
  readonly first: boolean;
  readonly last: boolean;
}

export interface Grouping {
  readonly you: PersonObject;
  /** The key of the first message that was not seen. */
  readonly unreadFrom?: string | undefined;
  /** The local calendar day of a time. */
  dayKey(at: number): string;
}

/** Items in order become rows: day lines, groups, and runs of notices folded. */
export function groupRows(items: readonly TimelineItem[], grouping: Grouping): readonly Row[] {
  const rows: Row[] = [];
  let notices: Notice[] = [];
  let noticeKey = "";
  let day = "";
  const fold = () => {
    const lines = foldNotices(notices);
    if (lines.length > 0) rows.push({ kind: "notices", key: noticeKey, lines });
    notices = [];
  };
  for (const item of items) {
    if (item.kind === "notice") {
      if (notices.length === 0) noticeKey = item.key;
      notices.push(item.notice);
      continue;
    }
    fold();
    if (item.kind === "mark") {
      rows.push(item);
      continue;
    }
    const message = messageRow(item, grouping.you);
    const itsDay = grouping.dayKey(message.at);
    if (itsDay !== day) rows.push({ kind: "day", key: `day/${message.key}`, at: message.at });
    day = itsDay;
    if (item.key === grouping.unreadFrom) rows.push({ kind: "unread", key: "unread" });
    rows.push(message);
  }
  fold();
  return rows.map((row, at) => (row.kind === "message" ? grouped(row, rows[at - 1], rows[at + 1]) : row));
}

function messageRow(item: MessageItem, you: PersonObject): MessageRow {
  const { key } = item;
  const place = { kind: "message", key, item, first: true, last: true } as const;
  if (item.kind === "outgoing") return { ...place, author: you, own: true, at: item.outgoing.at };
  return { ...place, author: item.entry.author, own: item.own, at: item.entry.at };
}

function grouped(row: MessageRow, before: Row | undefined, after: Row | undefined): MessageRow {
  return { ...row, first: !belongsTogether(before, row), last: !belongsTogether(row, after) };
}

function belongsTogether(one: Row | undefined, other: Row | undefined): boolean {
  if (one?.kind !== "message" || other?.kind !== "message") return false;
  return personKey(one.author) === personKey(other.author) && Math.abs(other.at - one.at) < GROUP_MS;
}
