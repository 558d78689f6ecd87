import { html, type TemplateResult } from "lit";
import { ref } from "lit/directives/ref.js";
import type { ChatClient } from "../model/chat-client.ts";
import type { ChatSession } from "../model/chat-session.ts";
import type { ConnectionLine } from "../model/connection-line.ts";
import { groupRows } from "../model/grouping.ts";
import { personKey } from "../model/person.ts";
import { typingLine } from "../model/typing-line.ts";
import type { Words } from "../words/dictionary.ts";
import type { Language } from "../words/language.ts";
import type { TimeFormat } from "../words/time-format.ts";
import type { Announcer } from "./announcer.ts";
import { composer } from "./composer.ts";
import type { ComposerField } from "./composer-field.ts";
import { banner, header } from "./header.ts";
import { icons } from "./icons.ts";
import { messageList } from "./message-list.ts";
import { peoplePanel } from "./people-panel.ts";
import type { RovingFocus } from "./roving-focus.ts";
import type { ScrollKeeper } from "./scroll-keeper.ts";
import type { Watch } from "./watch.ts";

/** What the element keeps between two renderings. */
export interface ChatFrame {
  readonly name: string | undefined;
  readonly language: Language;
  readonly times: TimeFormat;
  readonly field: ComposerField;
  readonly keeper: ScrollKeeper;
  readonly roving: RovingFocus;
  readonly announcer: Announcer;
  readonly watch: Watch;
  /** Undefined: as the width has it. */
  peopleOpen: boolean | undefined;
  emojiOpen: boolean;
  requestUpdate(): void;
}

export interface ChatView {
  readonly chat: ChatFrame;
  readonly client: ChatClient;
  readonly session: ChatSession;
  readonly words: Words;
  readonly line: ConnectionLine;
}

export function chatView(view: ChatView): TemplateResult {
  const { chat, client, session, words, line } = view;
  const { people, present, typing } = session.room;
  const peopleOpen = chat.peopleOpen ?? chat.watch.isWide;
  const togglePeople = () => {
    chat.peopleOpen = !peopleOpen;
    chat.requestUpdate();
  };
  const toggleEmoji = (open: boolean) => {
    chat.emojiOpen = open;
    chat.requestUpdate();
  };
  return html`<div class="chat ${chat.watch.isWide ? "wide" : ""}" lang=${chat.language}>
    ${header({ words, room: session.room.name, people, present, line, peopleOpen, togglePeople })}
    ${banner(line, words, () => client.retry())}
    ${session.error ? html`<div class="banner closed">${icons.alert}<p>${roomError(session.error, words)}</p></div>` : ""}
    <div class="body">
      <div class="main">
        ${list(view)} ${newest(view)}
        ${composer({
          words,
          field: chat.field,
          typing: typingLine(typing, client.you, words),
          emojiOpen: chat.emojiOpen,
          toggleEmoji,
        })}
      </div>
      ${peoplePanel({
        words,
        people,
        present,
        you: client.you,
        known: line.tone === "open",
        open: peopleOpen,
        close: togglePeople,
      })}
    </div>
    ${chat.announcer.render()}
  </div>`;
}

function list({ chat, client, session, words, line }: ChatView): TemplateResult {
  const you = client.you ?? { kind: "guest", name: chat.name ?? "" };
  const { times, roving } = chat;
  const { unreadFrom } = session;
  const rows = groupRows(session.items, { you, unreadFrom, dayKey: (at) => times.dayKey(at) });
  const messages = rows.filter(({ kind }) => kind === "message");
  const here = new Set(session.room.people.map(personKey));
  const focused = messages.some(({ key }) => key === roving.key) ? roving.key : messages.at(-1)?.key;
  return html`<div
    class="list"
    role="region"
    aria-label=${words.messages}
    tabindex=${messages.length === 0 ? 0 : -1}
    ${ref((element) => chat.keeper.attach(element as HTMLElement | undefined))}
    @keydown=${roving.onKey}
    @focusin=${roving.onFocus}
  >
    ${messageList({
      rows,
      words,
      times,
      focused,
      now: Date.now(),
      joined: session.joined,
      connecting: line.tone === "busy",
      hasEarlier: session.hasEarlier,
      loading: session.loading,
      isHere: (person) => line.tone === "open" && here.has(personKey(person)),
      retry: (outgoing) => outgoing.retry(),
      discard: (outgoing) => session.discard(outgoing),
    })}
  </div>`;
}

/** While one reads above the end: the way down, and what waits there. */
function newest({ chat, session, words }: ChatView): TemplateResult | "" {
  const { unseen, following, window } = session;
  if (following && window.isLive) return "";
  const first = unseen[0];
  const text = first === undefined ? words.toNewest : words.newFrom(first.author.name, unseen.length);
  const go = () => {
    session.toEnd();
    chat.keeper.toEnd();
    chat.requestUpdate();
  };
  return html`<button class="newest ${first ? "fresh" : ""}" @click=${go}>${icons.down}<span>${text}</span></button>`;
}

function roomError({ code, why }: NonNullable<ChatSession["error"]>, words: Words): string {
  return code === "room" ? words.noRoom : (words.failedWhy[code] ?? why);
}
