import type { Author, Entry, Relay } from "@madang/hub";
import { draftOf } from "@madang/testkit";
import { Batch } from "../src/batch.ts";
import { Member } from "../src/member.ts";
import { jsonSpelling, person, Reader } from "./reader.ts";

export const GUEST: Author = { kind: "guest", name: "철수" };

export function entry(offset: number, text: string = `t${offset}`): Entry {
  return {
    ...draftOf(String(offset), { content: { text } }),
    kind: "entry",
    room: "chat",
    epoch: "e",
    offset,
    check: offset,
    removed: false,
  };
}

export function keyed(offset: number, key: string, text?: string): Entry {
  return { ...entry(offset, text), key };
}

export function relay(number: number, except?: object | string): Relay {
  const plain = { kind: "relay", from: { kind: "guest", name: String(number) }, data: new Uint8Array(0) } as const;
  return except === undefined ? plain : { ...plain, except };
}

/** A batch in which a number is an entry's offset and a text a happening's number. */
export function batch(happened: number, ...items: (number | string)[]): Batch {
  const offsets = items.filter((item) => typeof item === "number");
  return new Batch(
    items.map((item) => (typeof item === "number" ? entry(item) : relay(Number(item)))),
    offsets.at(-1) ?? 0,
    happened,
  );
}

export function member(cursor = 0, happened = 0, outlet: Reader = new Reader()): Member {
  return new Member({ person: person(GUEST), spelling: jsonSpelling, outlet, cursor, happened });
}

/** What an image says, entries as numbers and happenings as texts. */
export function said(image: Uint8Array): (number | string)[] {
  const reader = new Reader();
  reader.write(image);
  return reader.heard.map((item) =>
    item.kind === "entry" ? item.offset : item.kind === "relay" ? String(item.number) : item.kind,
  );
}
