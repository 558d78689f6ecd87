import type { SendState } from "@madang/client";
import type { Words } from "../words/dictionary.ts";

/** What stands beside a message of one's own that has no place yet. */
export interface SendMark {
  readonly tone: "queued" | "sending" | "sent" | "doubt" | "failed";
  readonly text: string;
  readonly canRetry: boolean;
  readonly canDiscard: boolean;
}

export function sendMark(state: SendState, words: Words): SendMark {
  if (typeof state === "object") {
    const text = words.failed(words.failedWhy[state.failed] ?? state.why);
    // What the server cannot take does not get better by being sent again.
    return { tone: "failed", text, canRetry: state.failed !== "bad", canDiscard: true };
  }
  const nothing = { canRetry: false, canDiscard: false };
  if (state === "queued") return { tone: "queued", text: words.queued, canRetry: false, canDiscard: true };
  if (state === "sending") return { tone: "sending", text: words.sending, ...nothing };
  if (state === "unconfirmed") return { tone: "doubt", text: words.unconfirmed, canRetry: true, canDiscard: false };
  return { tone: "sent", text: words.sent, ...nothing };
}
