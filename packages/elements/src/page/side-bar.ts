import type { RoomSummary } from "@madang/client";
import { html, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { avatar } from "../chat/avatar.ts";
import { icons } from "../chat/icons.ts";
import { logo } from "../chat/yard.ts";
import type { ChatClient } from "../model/chat-client.ts";
import { pathOfRoom } from "../model/room-name.ts";
import type { Settings } from "../model/settings.ts";
import type { Language } from "../words/language.ts";
import type { PageWords } from "../words/page-words.ts";
import type { OperatorDesk } from "./operator-desk.ts";
import type { RoomBoard } from "./room-board.ts";

/** What the page keeps between two renderings, and what one can do there. */
export interface PageFrame {
  readonly room: string;
  readonly settings: Settings;
  readonly board: RoomBoard;
  readonly desk: OperatorDesk;
  readonly language: Language;
  readonly isWide: boolean;
  /** Rooms with something new. */
  unread: readonly string[];
  drawerOpen: boolean;
  go(room: string): void;
  leave(): void;
  switchTheme(): void;
  switchLanguage(): void;
}

/** The mark, the rooms, and oneself. */
export function sideBar(page: PageFrame, client: ChatClient, words: PageWords): TemplateResult {
  return html`<header>
      <h1 class="brand">${logo()}<span class="ko" lang="ko">마당</span><span class="en" lang="en">Madang</span></h1>
    </header>
    <nav aria-label=${words.rooms}>
      <div class="rooms-head">
        <h2>${words.rooms}</h2>
        <button class="plain" aria-label=${words.newRoom} title=${words.newRoom} @click=${() => page.desk.open()}>
          ${icons.plus}
        </button>
      </div>
      <ul role="list">
        ${repeat(
          shown(page),
          ({ name }) => name,
          (room) => roomLine(page, room, words),
        )}
      </ul>
    </nav>
    ${self(page, client, words)}`;
}

/** The one that is open is shown also before the list has come. */
function shown({ board, room }: PageFrame): readonly RoomSummary[] {
  if (board.rooms.some(({ name }) => name === room)) return board.rooms;
  return [{ name: room, volatile: false, present: 0 }, ...board.rooms];
}

function roomLine(page: PageFrame, { name, present, volatile }: RoomSummary, words: PageWords): TemplateResult {
  const isOpen = name === page.room;
  const hasNews = !isOpen && page.unread.includes(name);
  const go = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    page.go(name);
  };
  return html`<li>
    <a class="room ${isOpen ? "open" : ""}" href=${pathOfRoom(name)} aria-current=${isOpen ? "page" : "false"} @click=${go}>
      <bdi class="name">${name}</bdi>
      ${volatile ? html`<span class="clock" title=${words.retentions.volatile}>${icons.clock}</span>` : ""}
      ${hasNews ? html`<span class="news"><span class="sr">${words.unreadRoom}</span></span>` : ""}
      ${present > 0 && !isOpen ? html`<span class="number">${words.present(present)}</span>` : ""}
    </a>
  </li>`;
}

function self(page: PageFrame, client: ChatClient, words: PageWords): TemplateResult {
  const { theme } = page.settings;
  const you = client.you ?? { kind: "guest" as const, name: page.settings.read("name") ?? "" };
  return html`<div class="self">
    <button class="me" title=${words.changeName} @click=${() => page.leave()}>
      ${avatar(you, client.state.kind === "open")}<bdi class="name">${you.name}</bdi
      ><span class="sr">${words.changeName}</span>
    </button>
    <button class="plain" aria-label=${words.themes[theme]} title=${words.themes[theme]} @click=${() => page.switchTheme()}>
      ${icons[theme]}
    </button>
    <button
      class="plain language"
      lang=${page.language === "ko" ? "en" : "ko"}
      title=${words.otherLanguage}
      @click=${() => page.switchLanguage()}
    >
      <span aria-hidden="true">${page.language === "ko" ? "En" : "한"}</span><span class="sr">${words.otherLanguage}</span>
    </button>
  </div>`;
}
