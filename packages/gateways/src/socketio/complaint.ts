import type { ErrorCode } from "@madang/wire/native";

/** Why something that a client asked for was not done, and what it should know of that beside. */
export class Complaint extends Error {
  readonly code: ErrorCode;
  readonly more: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, why: string, more: Readonly<Record<string, unknown>> = {}) {
    super(why);
    this.code = code;
    this.more = more;
  }

  /** As an acknowledgement. */
  get answer(): object {
    return { ok: false, error: this.code, why: this.message, ...this.more };
  }
}
