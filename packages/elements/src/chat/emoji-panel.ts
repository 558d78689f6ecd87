import { html, type TemplateResult } from "lit";
import type { Words } from "../words/dictionary.ts";

/** A few for every day; the system's own picker has the rest. In the order of their names in the dictionary. */
const EMOJI = ["😊", "😂", "😍", "🤔", "😢", "😮", "🎉", "👍", "👏", "🙏", "💪", "👋", "❤️", "🔥", "✨", "🌸"];
const COLUMNS = 8;

export interface EmojiPanel {
  readonly words: Words;
  readonly open: boolean;
  pick(emoji: string): void;
  close(): void;
}

export function emojiPanel({ words, open, pick, close }: EmojiPanel): TemplateResult {
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "Escape") close();
    else move(event);
  };
  return html`<div class="emoji" role="group" aria-label=${words.emoji} ?hidden=${!open} @keydown=${onKey}>
    ${EMOJI.map(
      (emoji, at) =>
        html`<button
          type="button"
          tabindex=${at === 0 ? 0 : -1}
          aria-label=${words.emojiNames[at] ?? emoji}
          title=${words.emojiNames[at] ?? emoji}
          @click=${() => pick(emoji)}
        >
          ${emoji}
        </button>`,
    )}
  </div>`;
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowLeft: -1,
  ArrowDown: COLUMNS,
  ArrowUp: -COLUMNS,
};

function move(event: KeyboardEvent): void {
  const step = STEPS[event.key];
  const buttons = [...(event.currentTarget as HTMLElement).querySelectorAll("button")];
  const at = buttons.indexOf(event.target as HTMLButtonElement);
  const next = step === undefined ? undefined : buttons[at + step];
  if (next === undefined) return;
  event.preventDefault();
  for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
  next.focus();
}
