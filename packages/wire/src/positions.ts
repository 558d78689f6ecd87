/** Rooms in one string: as many as one connection may be in. */
export const MAX_POSITIONS = 32;
/** 16 KiB: 32 names of 64 letters of four bytes would be longer, but no header and no address would hold them. */
const MAX_LENGTH = 16 * 1024;

const TOKEN = /^[0-9A-Za-z_-]{1,256}$/;
const NAME = /^(?:[0-9A-Za-z]|-[0-9a-f]{2})+$/;

/**
 * Where a reader stands in several logs, as one opaque string: it needs no escaping in an address, a header, or an
 * event's id. `positions` has a token of `0-9A-Za-z_-` for each name. Throws `RangeError` for what `parsePositions` would
 * not read back.
 */
export function formatPositions(positions: ReadonlyMap<string, string>): string {
  const text = [...positions].map(([name, token]) => `${escapeName(name)}.${token}`).join(".");
  if (parsePositions(text)?.size !== positions.size) throw new RangeError(`no positions: ${text}`);
  return text;
}

/** What `formatPositions` has put together; undefined for anything else. */
export function parsePositions(text: string): Map<string, string> | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const parts = text.split(".");
  if (parts.length % 2 !== 0 || parts.length > 2 * MAX_POSITIONS) return undefined;
  const positions = new Map<string, string>();
  for (let at = 0; at < parts.length; at += 2) {
    const name = unescapeName(parts[at] ?? "");
    const token = parts[at + 1] ?? "";
    if (name === undefined || !TOKEN.test(token) || positions.has(name)) return undefined;
    positions.set(name, token);
  }
  return positions;
}

/** ASCII letters and digits as they are, every other byte of its UTF-8 as `-xx`. */
function escapeName(name: string): string {
  return encodeURIComponent(name)
    .replace(/[-_.!~*'()]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)
    .replace(/%(..)/g, (_, hex: string) => `-${hex.toLowerCase()}`);
}

function unescapeName(text: string): string | undefined {
  if (!NAME.test(text)) return undefined;
  try {
    const name = decodeURIComponent(text.replace(/-/g, "%"));
    // One name, one spelling: `-41` for `A` is not ours.
    return escapeName(name) === text ? name : undefined;
  } catch {
    return undefined;
  }
}
