/** What a problem document (RFC 9457) says to a person; the status when there is nothing better. */
export function problemText(status: number, body: unknown): string {
  if (typeof body !== "object" || body === null) return `HTTP ${status}`;
  const { title, detail } = body as { readonly title?: unknown; readonly detail?: unknown };
  if (typeof detail === "string" && detail !== "") return detail;
  return typeof title === "string" && title !== "" ? title : `HTTP ${status}`;
}
