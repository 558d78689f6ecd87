import type { ReactiveController, ReactiveControllerHost } from "lit";
import { ComposerKeys, type FieldEvent, type Verdict } from "../model/composer-keys.ts";

/** docs/protocol.md: a text has at most so many UTF-16 units. */
const MAX_TEXT = 16_384;
const EVENTS = ["keydown", "compositionstart", "compositionend", "beforeinput", "input", "blur"] as const;

export interface FieldOwner {
  /** False when it could not be taken; then the text stays. */
  sent(text: string): boolean;
  written(text: string): void;
  left(): void;
  /** Page up and page down belong to the list. */
  paged(direction: -1 | 1): void;
}

/** Binds a textarea to `ComposerKeys`. The text is read from the document when it is sent, and never set during a composition. */
export class ComposerField implements ReactiveController {
  tooLong = 0;
  readonly enterSends: boolean = !matchMedia("(hover: none) and (pointer: coarse)").matches;
  readonly #keys = new ComposerKeys();
  readonly #host: ReactiveControllerHost;
  readonly #owner: FieldOwner;
  #area: HTMLTextAreaElement | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What to put into the field as soon as no composition is in the way. */
  #pending: string | undefined;
  #wantsFocus = false;
  #shown = false;

  constructor(host: ReactiveControllerHost, owner: FieldOwner) {
    this.#host = host;
    this.#owner = owner;
    this.#keys.enterSends = this.enterSends;
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }

  attach(area: HTMLTextAreaElement | undefined): void {
    if (area === this.#area || area === undefined) return;
    this.#area = area;
    for (const type of EVENTS) area.addEventListener(type, (event) => this.#hear(event));
    if (this.#pending !== undefined) this.#put(this.#pending);
    if (this.#wantsFocus) area.focus();
  }

  focus(): void {
    this.#wantsFocus = true;
    this.#area?.focus();
  }

  /** Another room: what was begun there. */
  show(text: string): void {
    if (this.#shown) this.#keys.switchRoom(performance.now());
    this.#shown = true;
    this.#put(text);
  }

  insert(text: string): void {
    const area = this.#area;
    if (area === undefined) return;
    area.focus();
    area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
    this.#written(area);
  }

  send(): void {
    const text = this.#area?.value ?? "";
    if (text.trim() === "" || text.length > MAX_TEXT) return;
    if (this.#owner.sent(text)) this.#put("");
  }

  #hear(event: Event): void {
    const area = this.#area;
    if (area === undefined) return;
    if (event.type === "blur") this.#owner.left();
    else if (event.type === "input") this.#written(area);
    else this.#key(event);
  }

  #key(event: Event): void {
    if (event.type === "keydown") this.#page(event as KeyboardEvent);
    this.#obey(this.#keys.hear(event as unknown as FieldEvent, performance.now()), event);
    if (event.type === "compositionend" && this.#pending !== undefined)
      setTimeout(() => this.#put(this.#pending ?? ""));
    this.#wait();
  }

  #obey(verdict: Verdict, event?: Event): void {
    if (verdict === "send" || verdict === "drop") event?.preventDefault();
    if (verdict === "send") this.send();
  }

  #wait(): void {
    clearTimeout(this.#timer);
    const { deadline } = this.#keys;
    if (deadline === undefined) return;
    this.#timer = setTimeout(
      () => this.#obey(this.#keys.tick(performance.now())),
      Math.ceil(deadline - performance.now()),
    );
  }

  #put(text: string): void {
    const area = this.#area;
    this.#pending = text;
    if (area === undefined || this.#keys.composing) return;
    this.#pending = undefined;
    area.value = text;
    this.#resize(area);
    this.#count(text);
  }

  #written(area: HTMLTextAreaElement): void {
    if (!this.#keys.composing) this.#resize(area);
    this.#count(area.value);
    this.#owner.written(area.value);
  }

  #count(text: string): void {
    const over = Math.max(0, text.length - MAX_TEXT);
    if (over !== this.tooLong) this.#host.requestUpdate();
    this.tooLong = over;
  }

  /** Where the style sheet cannot do it. */
  #resize(area: HTMLTextAreaElement): void {
    if (!CSS.supports("field-sizing", "content")) area.rows = Math.min(6, area.value.split("\n").length);
  }

  #page(event: KeyboardEvent): void {
    const direction = event.key === "PageUp" ? -1 : event.key === "PageDown" ? 1 : undefined;
    if (direction === undefined || event.isComposing) return;
    event.preventDefault();
    this.#owner.paged(direction);
  }
}
