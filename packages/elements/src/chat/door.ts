import { html, type TemplateResult } from "lit";
import { guestName } from "../model/guest-name.ts";
import type { Words } from "../words/dictionary.ts";
import { yard } from "./yard.ts";

export interface Door {
  readonly words: Words;
  readonly name: string;
  /** Why the name before was not let in. */
  readonly fault: string | undefined;
  /** It is the page, and not a part of one. */
  readonly whole: boolean;
  enter(name: string): void;
}

const WORDMARK = html`<b lang="ko">마당</b><span lang="en">Madang</span>`;

/** Where somebody without a login gives a name. */
export function door({ words, name, fault, whole, enter }: Door): TemplateResult {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const field = form.elements.namedItem("name") as HTMLInputElement;
    const chosen = guestName(field.value);
    field.setCustomValidity(chosen === undefined ? words.nameWrong : "");
    if (chosen === undefined) field.reportValidity();
    else enter(chosen);
  };
  const forget = (event: Event) => (event.currentTarget as HTMLInputElement).setCustomValidity("");
  return html`<div class="door">
    ${yard()}
    ${whole ? html`<h1 class="wordmark">${WORDMARK}</h1>` : html`<h2 class="wordmark">${WORDMARK}</h2>`}
    <p class="motto">${words.motto}</p>
    <form @submit=${submit} novalidate>
      <label for="name">${words.nameHint}</label>
      <input
        id="name"
        name="name"
        class="field"
        aria-label=${words.nameLabel}
        .value=${name}
        placeholder=${words.nameLabel}
        autocomplete="nickname"
        autocapitalize="off"
        spellcheck="false"
        @input=${forget}
      />
      <p class="fault" role="alert">${fault ?? ""}</p>
      <button class="primary">${words.enter}</button>
    </form>
  </div>`;
}
