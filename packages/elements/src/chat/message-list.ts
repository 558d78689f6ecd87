import { html, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Row } from "../model/grouping.ts";
import type { FoldedNotice } from "../model/notice-folding.ts";
import type { Mark } from "../model/timeline.ts";
import type { Words } from "../words/dictionary.ts";
import { messageRow, type RowSetting } from "./message-row.ts";
import { yard } from "./yard.ts";

export interface MessageList extends RowSetting {
  readonly rows: readonly Row[];
  readonly joined: boolean;
  readonly connecting: boolean;
  readonly hasEarlier: boolean;
  readonly loading: boolean;
  readonly now: number;
}

/** Everything between the header and the composer. Keyed, so that a row keeps its element from sending to history. */
export function messageList(list: MessageList): TemplateResult {
  const { rows, joined, connecting, hasEarlier, loading, words } = list;
  if (rows.every(({ kind }) => kind === "notices")) {
    return html`<div class="column">${joined ? empty(words) : html`<p class="quiet waiting">${connecting ? words.connecting : ""}</p>`}
      ${repeat(rows, keyOf, (row) => rowOf(row, list))}</div>`;
  }
  return html`<div class="column">
    <p class="quiet top">${loading ? words.loadingEarlier : hasEarlier ? "" : words.beginning}</p>
    ${repeat(rows, keyOf, (row) => rowOf(row, list))}
  </div>`;
}

function empty(words: Words): TemplateResult {
  return html`<div class="empty">
    ${yard()}
    <p class="title">${words.empty}</p>
    <p class="quiet">${words.emptyHint}</p>
  </div>`;
}

function keyOf({ key }: Row): string {
  return key;
}

function rowOf(row: Row, list: MessageList): TemplateResult {
  const { words } = list;
  if (row.kind === "message") return messageRow(row, list);
  if (row.kind === "day") {
    return html`<h3 class="day" data-key=${row.key}><span>${list.times.day(row.at, list.now)}</span></h3>`;
  }
  if (row.kind === "unread") {
    return html`<h3 class="day unread" data-key=${row.key}><span>${words.newMessages}</span></h3>`;
  }
  if (row.kind === "mark") return html`<p class="notice mark" data-key=${row.key}>${markText(row.mark, words)}</p>`;
  return html`<div class="notice" data-key=${row.key}>
    ${row.lines.map((line) => html`<p dir="auto">${noticeText(line, words)}</p>`)}
  </div>`;
}

function markText(mark: Mark, words: Words): string {
  if (mark.kind === "skipped") return words.skipped(mark.entries);
  return mark.cause === "history" ? words.gapHistory : words.gapRetention;
}

function noticeText({ what, people, self }: FoldedNotice, words: Words): string {
  if (self) return what === "came" ? words.youCame : words.youWent;
  return words[what](people.map(({ name }) => name));
}
