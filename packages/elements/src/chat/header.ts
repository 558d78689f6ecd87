import type { PersonObject } from "@madang/client";
import { html, type TemplateResult } from "lit";
import type { ConnectionLine } from "../model/connection-line.ts";
import type { Words } from "../words/dictionary.ts";
import { avatar } from "./avatar.ts";
import { icons } from "./icons.ts";

export interface Header {
  readonly words: Words;
  readonly room: string;
  readonly people: readonly PersonObject[];
  readonly present: number;
  readonly line: ConnectionLine;
  readonly peopleOpen: boolean;
  togglePeople(): void;
}

export function header({ words, room, people, present, line, peopleOpen, togglePeople }: Header): TemplateResult {
  return html`<div class="head">
    <slot name="lead"></slot>
    <h2 class="room"><bdi>${room}</bdi></h2>
    <span class="state ${line.tone}"><i class="lamp"></i><span class="word">${stateWord(line, words)}</span></span>
    <button
      class="who"
      aria-expanded=${peopleOpen}
      aria-controls="people"
      title=${words.people}
      @click=${togglePeople}
    >
      <span class="sr">${words.people}</span>
      <span class="faces">${people.slice(0, 3).map((person) => avatar(person, false))}</span>
      ${people.length === 0 ? icons.people : ""}
      <span class="number">${words.present(present)}</span>
    </button>
  </div>`;
}

/** The banner has the whole sentence; up here one word will do. */
function stateWord({ tone, text }: ConnectionLine, words: Words): string {
  return tone === "offline" || tone === "closed" ? words.offlineShort : text;
}

/** What is to be known about the connection when there is none. */
export function banner(line: ConnectionLine, words: Words, retry: () => void): TemplateResult | "" {
  if (line.tone === "open" || line.tone === "busy") return "";
  return html`<div class="banner ${line.tone}">
    ${icons.alert}
    <p>${line.text}</p>
    ${line.canRetry ? html`<button class="small" @click=${retry}>${words.tryNow}</button>` : ""}
  </div>`;
}
