import type { ConnectionState } from "@madang/client";
import { type CSSResultGroup, html, LitElement, type PropertyDeclarations } from "lit";
import { sheet as chatSheet } from "../chat/chat.css";
import { sheet as doorSheet } from "../chat/door.css";
import { door } from "../chat/door.ts";
import { fenceKeys } from "../chat/key-fence.ts";
import { browserKeep, type Connect, connectClient } from "../chat/link.ts";
import { sheet as tokensSheet } from "../chat/tokens.css";
import type { ChatClient } from "../model/chat-client.ts";
import { refusal } from "../model/connection-line.ts";
import { pathOfRoom, roomOfPath } from "../model/room-name.ts";
import { nextTheme, Settings } from "../model/settings.ts";
import { type Language, languageOf } from "../words/language.ts";
import { pageWordsIn } from "../words/page-language.ts";
import { OperatorDesk } from "./operator-desk.ts";
import { sheet as pageSheet } from "./page.css";
import { pageView } from "./page-view.ts";
import { RoomBoard } from "./room-board.ts";

/** From this width on the rooms stand beside the chat; below they come in over it. */
const WIDE = "(min-width: 800px)";

/** `<madang-page>`: the whole of /chat and /chat/{room}. */
export class MadangPage extends LitElement {
  static override readonly properties: PropertyDeclarations = {
    room: { state: true },
    client: { state: true },
    unread: { state: true },
    drawerOpen: { state: true },
  };
  static override readonly styles: CSSResultGroup = [tokensSheet, chatSheet, doorSheet, pageSheet];

  declare room: string;
  declare client: ChatClient | undefined;
  declare unread: readonly string[];
  declare drawerOpen: boolean;
  connect: Connect = connectClient;
  readonly server: string = new URL("/", location.href).href;
  readonly settings: Settings = new Settings(browserKeep());
  readonly board: RoomBoard = new RoomBoard(this);
  readonly desk: OperatorDesk = new OperatorDesk(this, this.server, (room) => this.#made(room));
  /** Why the server did not let that name in. */
  fault: string | undefined;
  readonly #wide = matchMedia(WIDE);

  constructor() {
    super();
    this.room = roomOfPath(location.pathname);
    this.unread = [];
    this.drawerOpen = false;
  }

  get language(): Language {
    return languageOf([this.settings.read("lang"), ...navigator.languages]);
  }

  get isWide(): boolean {
    return this.#wide.matches;
  }

  override createRenderRoot(): ShadowRoot {
    const root = super.createRenderRoot() as ShadowRoot;
    fenceKeys(root);
    return root;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#wide.addEventListener("change", this.#resized);
    addEventListener("popstate", this.#navigated);
    const name = this.settings.read("name");
    if (name !== undefined) this.enter(name);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#wide.removeEventListener("change", this.#resized);
    removeEventListener("popstate", this.#navigated);
    this.leave();
  }

  override render(): unknown {
    const { language, room } = this;
    const { theme } = this.settings;
    const words = pageWordsIn(language);
    this.setAttribute("theme", theme);
    document.documentElement.dataset["theme"] = theme;
    document.documentElement.lang = language;
    document.title = `${this.unread.length > 0 ? "● " : ""}${this.client ? `${room} · ` : ""}마당`;
    if (this.client !== undefined) return pageView(this, this.client, words);
    return html`<main class="entrance" lang=${language}>
      ${door({ words, name: this.settings.read("name") ?? "", fault: this.fault, whole: true, enter: (name) => this.enter(name) })}
    </main>`;
  }

  enter(name: string): void {
    this.settings.write("name", name);
    this.client = this.connect({ server: this.server, name, token: undefined });
    this.fault = undefined;
    this.client.on("state", (state) => this.#stateChanged(state));
    this.board.read(this.client);
    void this.updateComplete.then(() => this.#focusChat());
  }

  /** To the door again, to come in under another name. */
  leave(): void {
    this.board.stop();
    this.client?.close();
    this.client = undefined;
    this.drawerOpen = false;
  }

  go(room: string): void {
    this.drawerOpen = false;
    if (room === this.room) return;
    history.pushState(null, "", pathOfRoom(room));
    this.room = room;
    this.#focusChat();
  }

  switchTheme(): void {
    this.settings.write("theme", nextTheme(this.settings.theme));
    this.requestUpdate();
  }

  switchLanguage(): void {
    this.settings.write("lang", this.language === "ko" ? "en" : "ko");
    this.requestUpdate();
  }

  #stateChanged(state: ConnectionState): void {
    const fault = refusal(state, pageWordsIn(this.language));
    if (fault !== undefined) this.leave();
    this.fault ??= fault;
    this.requestUpdate();
  }

  /** On a phone the keyboard would come up by itself. */
  #focusChat(): void {
    if (this.isWide) this.renderRoot.querySelector<HTMLElement>("madang-chat")?.focus();
  }

  #made(room: string): void {
    if (this.client) this.board.read(this.client);
    this.go(room);
  }

  readonly #resized = (): void => {
    this.drawerOpen = false;
    this.requestUpdate();
  };

  readonly #navigated = (): void => {
    this.room = roomOfPath(location.pathname);
  };
}
