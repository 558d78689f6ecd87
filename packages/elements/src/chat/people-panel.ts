import type { PersonObject } from "@madang/client";
import { html, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { isSame, personKey } from "../model/person.ts";
import type { Words } from "../words/dictionary.ts";
import { avatar } from "./avatar.ts";
import { icons } from "./icons.ts";

export interface PeoplePanel {
  readonly words: Words;
  readonly people: readonly PersonObject[];
  readonly present: number;
  readonly you: PersonObject | undefined;
  /** Without a connection nobody knows who is here now. */
  readonly known: boolean;
  readonly open: boolean;
  close(): void;
}

export function peoplePanel(panel: PeoplePanel): TemplateResult {
  const { words, people, present, you, open, close } = panel;
  const sorted = [...people].sort(byName(words, you));
  const onKey = (event: KeyboardEvent) => event.key === "Escape" && close();
  return html`<section id="people" class="people" aria-label=${words.people} ?hidden=${!open} @keydown=${onKey}>
    <div class="people-head">
      <h3>${words.people} <span class="number">${words.present(present)}</span></h3>
      <button class="plain" aria-label=${words.close} title=${words.close} @click=${close}>${icons.close}</button>
    </div>
    ${people.length === 0 && present > 0 ? html`<p class="quiet">${words.crowd}</p>` : ""}
    <ul role="list">
      ${repeat(sorted, personKey, (person) => personLine(person, panel))}
    </ul>
  </section>`;
}

function personLine(person: PersonObject, { you, known, words }: PeoplePanel): TemplateResult {
  return html`<li class="person">
    ${avatar(person, known)}<bdi class="name">${person.name}</bdi>
    ${isSame(person, you) ? html`<span class="tag">${words.you}</span>` : kindTag(person, words)}
    ${known ? html`<span class="sr">${words.here}</span>` : ""}
  </li>`;
}

/** What somebody is, where it is not simply a person. */
export function kindTag({ kind }: PersonObject, words: Words): TemplateResult | "" {
  if (kind === "bot") return html`<span class="tag">${words.bot}</span>`;
  return kind === "operator" ? html`<span class="tag operator">${words.operatorKind}</span>` : "";
}

function byName(words: Words, you: PersonObject | undefined): (one: PersonObject, other: PersonObject) => number {
  const { compare } = new Intl.Collator(words.lang);
  const rank = (person: PersonObject) => (isSame(person, you) ? 0 : 1);
  return (one, other) => rank(one) - rank(other) || compare(one.name, other.name);
}
