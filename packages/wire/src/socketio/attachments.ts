interface Placeholder {
  readonly _placeholder: true;
  /** A number, where it is one. */
  readonly num?: unknown;
}

/** Whether a value is bytes or holds some. */
export function hasBytes(value: unknown): boolean {
  const seen = asJson(value);
  if (typeof seen !== "object" || seen === null) return false;
  return seen instanceof Uint8Array || Object.values(seen).some(hasBytes);
}

/** `value` with a placeholder for each run of bytes, which go to `bytes` (socket.io-protocol, "Packet encoding"). */
export function detach(value: unknown, bytes: Uint8Array[]): unknown {
  const seen = asJson(value);
  if (typeof seen !== "object" || seen === null) return seen;
  if (Array.isArray(seen)) return seen.map((item: unknown) => detach(item, bytes));
  if (!(seen instanceof Uint8Array)) {
    return Object.fromEntries(Object.entries(seen).map(([name, item]) => [name, detach(item, bytes)]));
  }
  const placeholder: Placeholder = { _placeholder: true, num: bytes.length };
  bytes.push(seen);
  return placeholder;
}

/**
 * Puts the bytes where their placeholders stand, in place; false: a placeholder names none of them. Without recursion,
 * for the depth is the peer's choice.
 */
export function attach(data: unknown[], bytes: readonly Uint8Array[]): boolean {
  const open: (unknown[] | Record<string, unknown>)[] = [data];
  for (let holder = open.pop(); holder !== undefined; holder = open.pop()) {
    for (const [name, value] of Object.entries(holder)) {
      if (typeof value !== "object" || value === null) continue;
      if (!isPlaceholder(value)) {
        open.push(value as unknown[] | Record<string, unknown>);
        continue;
      }
      const found = typeof value.num === "number" ? bytes[value.num] : undefined;
      if (found === undefined) return false;
      (holder as Record<string, unknown>)[name] = found;
    }
  }
  return true;
}

function isPlaceholder(value: object): value is Placeholder {
  return "_placeholder" in value && value._placeholder === true;
}

/** What JSON would see of a value: the `toJSON` of a `Date`, say. Bytes stay bytes, though a `Buffer` has one. */
function asJson(value: unknown): unknown {
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value;
  return "toJSON" in value && typeof value.toJSON === "function" ? (value.toJSON() as unknown) : value;
}
