/** 64 characters, so that a name fits a line and a path segment in any script. */
export const MAX_ROOM_NAME_LENGTH = 64;

/** 512 UTF-16 units, what 64 letters can come from (NFD): more is not looked at, NFC of many accents is quadratic. */
const MAX_GIVEN_UNITS = 512;

const SHAPE = /^[\p{L}\p{M}\p{N}\-_.]+$/u;

/** The room that a text names, in NFC; undefined when no room can have that name. */
export function parseRoomName(text: string): string | undefined {
  if (text.length > MAX_GIVEN_UNITS) return undefined;
  const name = text.normalize("NFC");
  const length = [...name].length;
  if (length < 1 || length > MAX_ROOM_NAME_LENGTH || !SHAPE.test(name)) return undefined;
  // A path of dots is a folder to everything between the client and here (RFC 3986 section 5.2.4).
  return /^\.+$/.test(name) ? undefined : name;
}
