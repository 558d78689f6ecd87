/** A room's name: NFC, 1 to 64 letters, digits, `-`, `_`, `.`, of any script. */
export function roomName(text: string): string | undefined {
  const name = text.normalize("NFC").trim();
  return /^[\p{L}\p{M}\p{N}_.-]{1,64}$/u.test(name) && !/^\.+$/.test(name) ? name : undefined;
}

/** The room that an address of the page names: `/chat` and `/chat/{room}`. */
export function roomOfPath(path: string): string {
  const part = path.split("/")[2];
  if (part === undefined || part === "") return "chat";
  try {
    return roomName(decodeURIComponent(part)) ?? "chat";
  } catch {
    return "chat";
  }
}

export function pathOfRoom(room: string): string {
  return `/chat/${encodeURIComponent(room)}`;
}
