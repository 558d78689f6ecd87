import type { PersonObject } from "@madang/client";
import type { Words } from "../words/dictionary.ts";
import { isSame } from "./person.ts";

export interface Typing {
  readonly count: number;
  readonly people: readonly PersonObject[];
}

/** "철수님이 쓰고 있습니다": the others who write, by name up to three; in a crowd their number. */
export function typingLine(typing: Typing, you: PersonObject | undefined, words: Words): string {
  const others = typing.people.filter((person) => !isSame(person, you));
  if (typing.people.length === 0) return typing.count === 0 ? "" : words.manyTyping(typing.count);
  if (others.length === 0) return "";
  return others.length > 3 ? words.manyTyping(others.length) : words.typing(others.map(({ name }) => name));
}
