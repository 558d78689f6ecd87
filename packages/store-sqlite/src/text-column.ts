/**
 * SQLite keeps text as UTF-8, which has no place for half a surrogate pair (JSON can carry one). Such a text is kept as
 * a blob of UTF-16, so that every string comes back as it was and two of them never become the same.
 */
export function toColumn(text: string): string | Uint8Array {
  return text.isWellFormed() ? text : Buffer.from(text, "utf16le");
}

/** The text that `toColumn` kept. */
export function fromColumn(value: string | Uint8Array): string {
  return typeof value === "string" ? value : Buffer.from(value).toString("utf16le");
}
