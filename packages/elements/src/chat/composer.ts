import { html, type TemplateResult } from "lit";
import { ref } from "lit/directives/ref.js";
import type { Words } from "../words/dictionary.ts";
import type { ComposerField } from "./composer-field.ts";
import { emojiPanel } from "./emoji-panel.ts";
import { icons } from "./icons.ts";

export interface Composer {
  readonly words: Words;
  readonly field: ComposerField;
  readonly typing: string;
  readonly emojiOpen: boolean;
  toggleEmoji(open: boolean): void;
}

/** The line that tells who writes, and the field. The field's text is the document's, never ours to set while one types. */
export function composer({ words, field, typing, emojiOpen, toggleEmoji }: Composer): TemplateResult {
  const keepFocus = (event: PointerEvent) => event.preventDefault();
  const pick = (emoji: string) => {
    toggleEmoji(false);
    field.insert(emoji);
  };
  const close = () => {
    toggleEmoji(false);
    field.focus();
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    field.send();
  };
  return html`<form class="composer" @submit=${submit}>
    <p class="typing">
      ${typing === "" ? "" : html`<i class="dots" aria-hidden="true"><i></i><i></i><i></i></i><span dir="auto">${typing}</span>`}
    </p>
    ${emojiPanel({ words, open: emojiOpen, pick, close })}
    <div class="box">
      <button
        type="button"
        class="plain"
        aria-label=${words.emoji}
        title=${words.emoji}
        aria-expanded=${emojiOpen}
        @click=${() => toggleEmoji(!emojiOpen)}
      >
        ${icons.emoji}
      </button>
      <textarea
        ${ref((element) => field.attach(element as HTMLTextAreaElement | undefined))}
        rows="1"
        aria-label=${words.write}
        aria-describedby="limit"
        aria-invalid=${field.tooLong > 0}
        placeholder=${words.writeHere}
        enterkeyhint=${field.enterSends ? "send" : "enter"}
        autocomplete="off"
      ></textarea>
      <button class="send" aria-label=${words.send} title=${words.send} @pointerdown=${keepFocus}>${icons.send}</button>
    </div>
    <p id="limit" class="limit">${field.tooLong > 0 ? words.tooLong(field.tooLong) : ""}</p>
  </form>`;
}
