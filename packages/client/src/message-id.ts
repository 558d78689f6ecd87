/** The part of the runtime's `crypto` that an id needs. */
export interface IdSource {
  readonly randomUUID?: () => string;
  getRandomValues(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>;
}

/** 16 random bytes. `randomUUID` is missing where the context is not secure, such as on `http://192.168.0.2`. */
export function makeId(source: IdSource = crypto): string {
  if (source.randomUUID !== undefined) return source.randomUUID();
  const bytes = source.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
