/**
 * When does Enter send? A state machine over the events of a text field, because an Enter that ends a Korean syllable
 * reaches the page in a different order in every browser (the tables are in the test). It is told the time.
 */

/** How long a commit waits for the clean Enter that Chrome and Edge let follow. */
const FOLLOW_MS = 50;
/** An Enter that the input method took counts for the commit that comes right after it, also on a machine that is busy. */
const FRESH_MS = 250;
/** An Enter this soon after the room changed was meant for the list of rooms. */
const SETTLE_MS = 300;

export interface KeyDown {
  readonly type: "keydown";
  readonly key: string;
  /** The place of the key: an input method may hide its name behind "Process". */
  readonly code?: string;
  readonly keyCode: number;
  readonly isComposing: boolean;
  readonly repeat?: boolean;
  readonly shiftKey?: boolean;
  readonly ctrlKey?: boolean;
  readonly metaKey?: boolean;
  readonly altKey?: boolean;
}

export type FieldEvent =
  | KeyDown
  | { readonly type: "compositionstart" }
  | { readonly type: "compositionend"; readonly data: string }
  | { readonly type: "beforeinput"; readonly inputType: string };

/** "send" and "drop" keep the browser from acting on the event, "newline" and "ignore" let it. */
export type Verdict = "send" | "drop" | "newline" | "ignore";

export class ComposerKeys {
  /** False where Enter makes a new line and a button sends: on touch keyboards. */
  enterSends = true;
  #composing = false;
  /** The clean Enter came before the composition had ended. */
  #sendAtEnd = false;
  #enterAt = Number.NEGATIVE_INFINITY;
  #committed = { at: Number.NEGATIVE_INFINITY, hangul: false };
  #settledAt = Number.NEGATIVE_INFINITY;
  #deadline: number | undefined;
  /** So long a line break belongs to the Enter that has sent. */
  #sentUntil = Number.NEGATIVE_INFINITY;

  /** When `tick` wants to be called. */
  get deadline(): number | undefined {
    return this.#deadline;
  }

  get composing(): boolean {
    return this.#composing;
  }

  switchRoom(now: number): void {
    this.#settledAt = now + SETTLE_MS;
    this.#deadline = undefined;
  }

  hear(event: FieldEvent, now: number): Verdict {
    if (event.type === "keydown") return this.#keydown(event, now);
    if (event.type === "beforeinput") return this.#beforeInput(event.inputType, now);
    if (event.type === "compositionend") return this.#committedText(event.data, now);
    this.#composing = true;
    this.#sendAtEnd = false;
    return "ignore";
  }

  tick(now: number): Verdict {
    if (this.#deadline === undefined || now < this.#deadline) return "ignore";
    return this.#send();
  }

  #keydown(event: KeyDown, now: number): Verdict {
    if (!isEnter(event)) return "ignore";
    if (event.isComposing || event.keyCode === 229) return this.#enterOfTheInputMethod(event, now);
    if (event.ctrlKey || event.metaKey) return event.repeat ? "drop" : this.#send();
    if (event.shiftKey || event.altKey || !this.enterSends) return "newline";
    if (event.repeat || now < this.#settledAt) return "drop";
    if (!this.#composing) return this.#send();
    this.#sendAtEnd = true;
    return "drop";
  }

  #enterOfTheInputMethod(event: KeyDown, now: number): Verdict {
    if (!this.enterSends || event.shiftKey || now < this.#settledAt) return "ignore";
    // Safari to 26.3 ends the composition first and shows this key afterwards; no other key follows.
    const isLate = !event.isComposing && !this.#composing && now - this.#committed.at <= FOLLOW_MS;
    if (isLate) return this.#committed.hangul ? this.#send() : "ignore";
    this.#enterAt = now;
    return "ignore";
  }

  #committedText(text: string, now: number): Verdict {
    // Japanese and Chinese confirm a candidate with Enter, and so does Hanja; Hangul has nothing to confirm.
    const hangul = /\p{sc=Hangul}$/u.test(text);
    this.#composing = false;
    this.#committed = { at: now, hangul };
    // Not in this event: the field may not hold the text yet.
    if (this.#sendAtEnd) this.#deadline = now;
    else if (hangul && now - this.#enterAt <= FRESH_MS) this.#deadline = now + FOLLOW_MS;
    this.#enterAt = Number.NEGATIVE_INFINITY;
    return "ignore";
  }

  /** The line break of an Enter that has sent, or is about to, is not wanted. */
  #beforeInput(inputType: string, now: number): Verdict {
    if (inputType !== "insertLineBreak" && inputType !== "insertParagraph") return "ignore";
    if (this.#deadline !== undefined) return this.#send();
    return now < this.#sentUntil ? "drop" : "newline";
  }

  #send(): Verdict {
    this.#sentUntil = this.#deadline === undefined ? Number.NEGATIVE_INFINITY : this.#deadline + FOLLOW_MS;
    this.#deadline = undefined;
    this.#sendAtEnd = false;
    this.#enterAt = Number.NEGATIVE_INFINITY;
    return "send";
  }
}

function isEnter({ key, code }: KeyDown): boolean {
  return key === "Enter" || code === "Enter" || code === "NumpadEnter";
}
