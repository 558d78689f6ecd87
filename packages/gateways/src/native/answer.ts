/** The `ref` that an answer gives back. */
export function refOf({ ref }: { readonly ref?: string }): { readonly ref?: string } {
  return ref === undefined ? {} : { ref };
}

/** What an error is about, as far as the message said. */
export function about(message: object): { readonly room?: string; readonly id?: string; readonly ref?: string } {
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(message)) {
    if ((name === "room" || name === "id" || name === "ref") && typeof value === "string") found[name] = value;
  }
  return found;
}
