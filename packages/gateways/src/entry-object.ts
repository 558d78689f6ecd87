import { type Author, type Entry, formatPosition } from "@madang/hub";
import { base64 } from "@madang/wire";
import type { EntryObject, PersonObject } from "@madang/wire/native";

/** An entry as JSON clients of any protocol see it. */
export function entryObject(entry: Entry): EntryObject {
  const { room, offset, id, at, content, headers, key, removed } = entry;
  return {
    position: formatPosition(entry),
    room,
    offset,
    id,
    author: personObject(entry.author),
    at,
    ...("text" in content ? { text: content.text } : { data: base64(content.data), contentType: content.contentType }),
    ...(headers === undefined ? {} : { headers }),
    ...(key === undefined ? {} : { key }),
    ...(removed ? { removed } : {}),
  };
}

/** A person as clients see one. */
export function personObject({ kind, name, id }: Author): PersonObject {
  return id === undefined ? { kind, name } : { kind, name, id };
}
