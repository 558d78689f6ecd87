import type { ConnectionState, RoomEvent } from "@madang/client";
import { type CSSResultGroup, html, LitElement, type PropertyDeclarations, type PropertyValues } from "lit";
import type { ChatClient } from "../model/chat-client.ts";
import type { ChatSession } from "../model/chat-session.ts";
import { connectionLine, refusal } from "../model/connection-line.ts";
import { Drafts } from "../model/drafts.ts";
import { isSame } from "../model/person.ts";
import { SessionShelf } from "../model/session-shelf.ts";
import type { Theme } from "../model/settings.ts";
import { type Language, languageOf, wordsIn } from "../words/language.ts";
import { TimeFormat } from "../words/time-format.ts";
import { Announcer } from "./announcer.ts";
import { sheet as chatSheet } from "./chat.css";
import { chatView } from "./chat-view.ts";
import { sheet as composerSheet } from "./composer.css";
import { ComposerField } from "./composer-field.ts";
import { fenceKeys } from "./key-fence.ts";
import { browserKeep, type Connect, connectClient, type Identity } from "./link.ts";
import { sheet as messagesSheet } from "./messages.css";
import { RovingFocus } from "./roving-focus.ts";
import { ScrollKeeper } from "./scroll-keeper.ts";
import { sheet as tokensSheet } from "./tokens.css";
import { Watch } from "./watch.ts";

/** From this width on, who is here stands beside the messages. */
const WIDE_PX = 960;

/** `<madang-chat room token>`: one room, in any page. */
export class MadangChat extends LitElement {
  static override readonly properties: PropertyDeclarations = {
    room: {},
    server: {},
    name: {},
    token: {},
    lang: { reflect: true },
    theme: { reflect: true },
    client: { attribute: false },
  };
  static override readonly styles: CSSResultGroup = [tokensSheet, chatSheet, messagesSheet, composerSheet];

  /** Gives the door to an element that has to ask for a name by itself; a page that has its own leaves it out. */
  static ownDoor: (() => Promise<typeof import("./own-door.ts")>) | undefined;

  declare room: string;
  /** Where the server is; the origin of this script, unless it is said. */
  declare server: string;
  declare name: string | undefined;
  /** The host's login: a token, or what gives a fresh one. */
  declare token: Identity["token"];
  declare theme: Theme | undefined;
  /** A connection that the page shares; without one the element makes its own. */
  declare client: ChatClient | undefined;

  connect: Connect = connectClient;
  readonly field: ComposerField = new ComposerField(this, {
    sent: (text) => this.#sent(text),
    written: (text) => this.#written(text),
    left: () => this.session?.room.setTyping(false),
    paged: (direction) => this.keeper.page(direction),
  });
  readonly announcer: Announcer = new Announcer(this);
  readonly roving: RovingFocus = new RovingFocus(this, {
    escape: () => this.focus(),
    earlier: () => void this.session?.earlier(),
  });
  readonly keeper: ScrollKeeper = new ScrollKeeper(this, this.#scrollOwner());
  readonly watch: Watch = new Watch(this, WIDE_PX, () => this.#looked());
  peopleOpen: boolean | undefined;
  emojiOpen = false;
  link: ChatClient | undefined;
  #shelf: SessionShelf | undefined;
  #drafts = new Drafts(undefined, "");
  /** The name was given at our own door, and can be given anew there. */
  #isAsked = false;
  #fault: string | undefined;
  #door: typeof import("./own-door.ts") | undefined;
  #unhear: (() => void) | undefined;
  #times: { language: Language; format: TimeFormat } | undefined;

  constructor() {
    super();
    this.room = "chat";
    this.server = new URL(import.meta.url).origin;
  }

  /** The reader's language: said here, or by the page, or by the browser. */
  get language(): Language {
    return languageOf([this.lang, document.documentElement.lang, ...navigator.languages]);
  }

  get times(): TimeFormat {
    const { language } = this;
    if (this.#times?.language !== language) this.#times = { language, format: new TimeFormat(language) };
    return this.#times.format;
  }

  get session(): ChatSession | undefined {
    return this.#shelf?.current;
  }

  /** Focus goes to where one writes. (`delegatesFocus` would also take every click on a text, and with it the selection.) */
  override focus(): void {
    if (this.link) this.field.focus();
    else this.renderRoot.querySelector("input")?.focus();
  }

  override createRenderRoot(): ShadowRoot {
    const root = super.createRenderRoot() as ShadowRoot;
    fenceKeys(root);
    return root;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate("client");
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#hangUp();
  }

  override willUpdate(changed: PropertyValues): void {
    const isOther = ["client", "server", "name", "token"].some((property) => changed.has(property));
    if (isOther && this.isConnected) this.#dial();
    if (this.#shelf && (isOther || changed.has("room"))) this.#open(this.#shelf);
  }

  override render(): unknown {
    const words = wordsIn(this.language);
    const { session } = this;
    if (this.link === undefined || session === undefined) {
      if (this.#door === undefined) {
        void this.#fetchDoor();
        return html``;
      }
      const { door } = this.#door;
      const enter = (name: string) => {
        this.name = name;
        this.#isAsked = true;
        this.#fault = undefined;
        this.dispatchEvent(new CustomEvent("madang-name", { detail: name }));
      };
      return html`<div lang=${this.language}>${door({ words, name: "", fault: this.#fault, whole: false, enter })}</div>`;
    }
    const line = connectionLine(this.link.state, Date.now(), words);
    this.watch.tick(this.link.state.kind === "waiting");
    return chatView({ chat: this, client: this.link, session, words, line });
  }

  async #fetchDoor(): Promise<void> {
    const own = await MadangChat.ownDoor?.();
    if (own === undefined || this.#door !== undefined) return;
    this.#door = own;
    const root = this.renderRoot as ShadowRoot;
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, own.sheet];
    this.requestUpdate();
  }

  #dial(): void {
    this.#hangUp();
    const { server, name, token } = this;
    const isKnown = this.client !== undefined || name !== undefined || token !== undefined;
    if (!isKnown) return;
    const link = this.client ?? this.connect({ server, name, token });
    this.link = link;
    this.#drafts = new Drafts(browserKeep(), name ?? link.you?.name ?? "");
    this.#shelf = new SessionShelf({ client: link, now: Date.now, changed: (...change) => this.#changed(...change) });
    this.#unhear = link.on("state", (state) => this.#stateChanged(state));
  }

  #hangUp(): void {
    this.#unhear?.();
    this.#shelf?.close();
    if (this.link !== this.client) this.link?.close();
    this.#shelf = undefined;
    this.link = undefined;
  }

  #open(shelf: SessionShelf): void {
    const session = shelf.open(this.room, this.watch.isWatching);
    session.toEnd();
    this.keeper.toEnd();
    this.roving.key = undefined;
    this.field.show(this.#drafts.read(this.room));
    this.#tellUnread();
  }

  #changed(session: ChatSession, event: RoomEvent | undefined): void {
    this.requestUpdate();
    this.#tellUnread();
    if (event?.kind !== "entry" || session !== this.session || isSame(event.entry.author, this.link?.you)) return;
    const words = wordsIn(this.language);
    const { author, text } = event.entry;
    if (session.isLive) this.announcer.say(words.said(author.name, text ?? ""), words);
  }

  #stateChanged(state: ConnectionState): void {
    const words = wordsIn(this.language);
    this.#fault = this.#isAsked ? refusal(state, words) : undefined;
    if (this.#fault !== undefined) this.name = undefined;
    const isLost = (state.kind === "waiting" && state.tries === 1) || state.kind === "closed";
    if (isLost) this.announcer.say(state.kind === "closed" ? words.closed(state.why) : words.offline(0), words);
    this.requestUpdate();
  }

  #sent(text: string): boolean {
    this.session?.send(text);
    this.keeper.toEnd();
    this.#drafts.write(this.room, "");
    return this.session !== undefined;
  }

  #written(text: string): void {
    this.#drafts.write(this.room, text);
    this.session?.room.setTyping(text.trim() !== "");
  }

  #looked(): void {
    const { session } = this;
    if (session === undefined) return;
    session.watching = this.watch.isWatching;
    if (session.watching && session.following) session.seen();
  }

  #tellUnread(): void {
    this.dispatchEvent(new CustomEvent("madang-unread", { detail: this.#shelf?.unread ?? [] }));
  }

  #scrollOwner(): ConstructorParameters<typeof ScrollKeeper>[1] {
    const chat = this;
    return {
      get live() {
        return chat.session?.window.isLive ?? true;
      },
      get canEarlier() {
        return chat.session !== undefined && !chat.session.loading && chat.session.hasEarlier;
      },
      earlier: () => void chat.session?.earlier(),
      later: () => chat.session?.later(),
      following: (atEnd) => chat.session?.follow(atEnd),
    };
  }
}
