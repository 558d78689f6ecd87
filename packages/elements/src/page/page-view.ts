import { html, type TemplateResult } from "lit";
import { ref } from "lit/directives/ref.js";
import { icons } from "../chat/icons.ts";
import type { ChatClient } from "../model/chat-client.ts";
import type { PageWords } from "../words/page-words.ts";
import { operatorDialog } from "./operator-dialog.ts";
import { type PageFrame, sideBar } from "./side-bar.ts";

export function pageView(page: PageFrame, client: ChatClient, words: PageWords): TemplateResult {
  const { isWide, drawerOpen, language, room, settings } = page;
  const hear = (event: CustomEvent<readonly string[]>) => {
    if (event.detail.join() !== page.unread.join()) page.unread = event.detail;
  };
  return html`<div class="page" lang=${language}>
    ${isWide ? html`<div class="side">${sideBar(page, client, words)}</div>` : ""}
    ${isWide || !drawerOpen ? "" : drawer(page, sideBar(page, client, words))}
    <main>
      ${isWide ? "" : html`<h1 class="sr" lang="ko">마당</h1>`}
      <madang-chat
        .client=${client}
        .room=${room}
        .lang=${language}
        .theme=${settings.theme}
        @madang-unread=${hear}
      >
        ${isWide ? "" : menuButton(page, words)}
      </madang-chat>
    </main>
    ${operatorDialog(page.desk, words)}
  </div>`;
}

function menuButton(page: PageFrame, words: PageWords): TemplateResult {
  const hasNews = page.unread.some((room) => room !== page.room);
  return html`<button
    slot="lead"
    class="plain menu"
    aria-label="${words.openRooms}${hasNews ? `, ${words.unreadRoom}` : ""}"
    title=${words.openRooms}
    @click=${() => (page.drawerOpen = true)}
  >
    ${icons.menu}${hasNews ? html`<i class="news"></i>` : ""}
  </button>`;
}

/** The browser's own dialog: it holds the focus, and Escape closes it. */
function drawer(page: PageFrame, content: TemplateResult): TemplateResult {
  const close = () => {
    page.drawerOpen = false;
  };
  const outside = (event: Event) => event.target === event.currentTarget && close();
  const open = (element: Element | undefined) => {
    if (element instanceof HTMLDialogElement && !element.open)
      queueMicrotask(() => element.isConnected && element.showModal());
  };
  return html`<dialog class="drawer" @close=${close} @click=${outside} ${ref(open)}>
    <div class="side">${content}</div>
  </dialog>`;
}
