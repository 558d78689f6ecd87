import type { ErrorCode } from "@madang/wire/native";

/** Why a promise of this library was not kept: the server's code, or what ended the wait on this side. */
export class ChatError extends Error {
  readonly code: ErrorCode | "closed" | "left" | "discarded";

  constructor(code: ChatError["code"], why: string) {
    super(why);
    this.name = "ChatError";
    this.code = code;
  }
}
