import type { Room } from "@madang/hub";

/** Why a message with this key is not for this room; undefined when it is, or has none. */
export function keyRefusal(
  { name, volatile }: Pick<Room, "name" | "volatile">,
  key: string | undefined,
): string | undefined {
  if (key === undefined || volatile) return undefined;
  return `the room ${name} keeps every message; only in a volatile room a later one takes the place of an earlier one`;
}
