import { STATUS_CODES } from "node:http";
import type { HttpRefusal } from "@madang/wire/websocket";

/** An answer that is not what was asked for, to be told as a problem document (RFC 9457). */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly refusal: HttpRefusal;

  /** The title is the status' own, as RFC 9457 section 4.2.1 asks of `about:blank`. */
  constructor(status: number, detail: string, headers: Readonly<Record<string, string>> = {}) {
    super(detail);
    // RFC 9110 section 11.6.1: a 401 names what would be taken.
    const challenge = status === 401 ? { "WWW-Authenticate": "Bearer" } : {};
    this.refusal = { status, title: titleOf(status), detail, headers: { ...challenge, ...headers } };
  }
}

export function badRequest(detail: string): Problem {
  return new Problem(400, detail);
}

export function notFound(detail: string): Problem {
  return new Problem(404, detail);
}

export function titleOf(status: number): string {
  return STATUS_CODES[status] ?? "Error";
}

/** The body of a problem document. */
export function problemBody({ status, title, detail }: HttpRefusal): string {
  return JSON.stringify({ type: "about:blank", title, status, detail });
}
