import { html, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from "lit";
import { Announcements } from "../model/announcements.ts";
import type { Words } from "../words/dictionary.ts";

/** Long enough for a burst to become one sentence. */
const GATHER_MS = 800;

/** The one live region of the element. Nothing is said while nobody looks. */
export class Announcer implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #gathered = new Announcements();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #text = "";

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  say(line: string, words: Words): void {
    if (document.hidden) return;
    this.#gathered.add(line);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#text = this.#gathered.take(words.newCount);
      this.#host.requestUpdate();
    }, GATHER_MS);
  }

  render(): TemplateResult {
    return html`<div class="sr" role="status" aria-live="polite" aria-atomic="true">${this.#text}</div>`;
  }
}
