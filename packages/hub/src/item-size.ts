import { contentSize } from "./entry.ts";
import type { Item } from "./spelling.ts";

/** What an item weighs against the bounds of batches and tails, roughly. */
export function itemSize(item: Item): number {
  if (item.kind === "relay") return 64 + item.data.length;
  if (item.kind === "signal")
    return item.attachments.reduce((size, { length }) => size + length, 64 + item.body.length);
  if (item.kind !== "entry") return 64;
  let size = 64 + contentSize(item.content);
  if (item.headers !== undefined)
    for (const [name, value] of Object.entries(item.headers)) size += name.length + value.length;
  return size;
}
