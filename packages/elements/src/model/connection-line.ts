import type { ConnectionState } from "@madang/client";
import type { Words } from "../words/dictionary.ts";

/** What to say about the connection, and whether trying at once is offered. */
export interface ConnectionLine {
  readonly tone: "open" | "busy" | "offline" | "closed";
  readonly text: string;
  readonly canRetry: boolean;
}

const LOGIN_REFUSED = 4003;
/** docs/protocol.md, the close codes after which the client does not come back, in the person's words. */
const GOODBYES: Readonly<Record<number, "bannedWhy" | "loginWhy" | "refusedWhy">> = {
  4001: "bannedWhy",
  4002: "loginWhy",
  [LOGIN_REFUSED]: "refusedWhy",
};

export function connectionLine(state: ConnectionState, now: number, words: Words): ConnectionLine {
  if (state.kind === "open") return { tone: "open", text: words.connected, canRetry: false };
  if (state.kind === "connecting") return { tone: "busy", text: words.connecting, canRetry: false };
  if (state.kind === "waiting") {
    const seconds = Math.max(0, Math.ceil((state.until - now) / 1000));
    return { tone: "offline", text: words.offline(seconds), canRetry: true };
  }
  const goodbye = GOODBYES[state.code];
  const reason = state.why === "" ? "" : ` (${state.why})`;
  const text = goodbye === undefined ? words.closed(state.why) : `${words[goodbye]}${reason}`;
  return { tone: "closed", text, canRetry: goodbye !== "bannedWhy" };
}

/** Why nobody is let in by this name, when that is so: then another one is asked for. */
export function refusal(state: ConnectionState, words: Words): string | undefined {
  if (state.kind !== "closed" || state.code !== LOGIN_REFUSED) return undefined;
  return connectionLine(state, 0, words).text;
}
