import type { EntryObject, Outgoing, PersonObject } from "@madang/client";
import { html, nothing, type TemplateResult } from "lit";
import type { MessageRow } from "../model/grouping.ts";
import { isOnlyEmoji, textPieces } from "../model/message-text.ts";
import { type SendMark, sendMark } from "../model/send-mark.ts";
import type { Words } from "../words/dictionary.ts";
import type { TimeFormat } from "../words/time-format.ts";
import { avatar } from "./avatar.ts";
import { icons } from "./icons.ts";
import { kindTag } from "./people-panel.ts";

/** What every row is shown with. */
export interface RowSetting {
  readonly words: Words;
  readonly times: TimeFormat;
  /** The row that the Tab key finds. */
  readonly focused: string | undefined;
  isHere(person: PersonObject): boolean;
  retry(outgoing: Outgoing): void;
  discard(outgoing: Outgoing): void;
}

export function messageRow(row: MessageRow, setting: RowSetting): TemplateResult {
  const { words, times } = setting;
  const { item, author, own, first, last } = row;
  const mark = item.kind === "outgoing" ? sendMark(item.outgoing.state, words) : undefined;
  const text = item.kind === "outgoing" ? item.outgoing.text : entryText(item.entry, words);
  const classes = `message ${own ? "own" : "other"} ${first ? "first" : ""} ${last ? "last" : ""} ${mark?.tone ?? ""}`;
  const label = [`${own ? words.you : author.name}, ${times.time(row.at)}`, text, mark?.text ?? ""].join("\n");
  return html`<article
    class=${classes}
    data-key=${row.key}
    tabindex=${setting.focused === row.key ? 0 : -1}
    aria-label=${label.trim()}
  >
    ${first && !own ? avatar(author, setting.isHere(author)) : nothing}
    <div class="stack">
      ${first && !own ? html`<p class="author"><bdi>${author.name}</bdi>${kindTag(author, words)}</p>` : nothing}
      <div class="line">
        ${bubble(text, item.kind === "entry" && (item.entry.text === undefined || item.entry.removed === true))}
        ${meta(row, setting, mark)}
      </div>
      ${item.kind === "outgoing" && mark ? fate(item.outgoing, mark, setting) : nothing}
    </div>
  </article>`;
}

function entryText(entry: EntryObject, words: Words): string {
  if (entry.removed) return words.removed;
  return entry.text ?? words.file(entry.contentType ?? "?");
}

function bubble(text: string, quiet: boolean): TemplateResult {
  const look = quiet ? "removed" : isOnlyEmoji(text) ? "large" : "";
  return html`<p class="bubble ${look}" dir="auto">${textPieces(text).map(({ text: piece, href }) =>
    href === undefined
      ? piece
      : html`<a href=${href} title=${href} target="_blank" rel="noopener noreferrer nofollow">${piece}</a>`,
  )}</p>`;
}

function meta(row: MessageRow, { times }: RowSetting, mark: SendMark | undefined): TemplateResult {
  const sign = mark?.tone === "sending" ? icons.clock : mark?.tone === "sent" || row.own ? icons.check : nothing;
  const isSaid = mark === undefined || mark.tone === "sent" || mark.tone === "sending";
  return html`<span class="meta ${mark?.tone ?? "kept"}"
    >${isSaid ? sign : nothing}<time datetime=${new Date(row.at).toISOString()} title=${times.full(row.at)}
      >${times.time(row.at)}</time
    ></span
  >`;
}

/** What became of a message that is not there yet, and what one can do about it. */
function fate(outgoing: Outgoing, mark: SendMark, setting: RowSetting): TemplateResult | typeof nothing {
  if (mark.tone === "sent" || mark.tone === "sending") return html`<span class="sr">${mark.text}</span>`;
  const { words } = setting;
  return html`<div class="fate ${mark.tone}">
    <span class="why">${mark.tone === "queued" ? icons.clock : icons.alert}${mark.text}</span>
    ${
      mark.canRetry
        ? html`<button class="small" @click=${() => setting.retry(outgoing)}>${words.retry}</button>`
        : nothing
    }
    ${
      mark.canDiscard
        ? html`<button class="small plain" @click=${() => setting.discard(outgoing)}>${words.discard}</button>`
        : nothing
    }
  </div>`;
}
