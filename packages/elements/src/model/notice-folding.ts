import type { PersonObject } from "@madang/client";
import { personKey } from "./person.ts";

/** Somebody came or went. */
export interface Notice {
  readonly what: "came" | "went";
  readonly person: PersonObject;
  readonly self: boolean;
}

/** A line about one or several people. */
export interface FoldedNotice {
  readonly what: "came" | "went";
  readonly people: readonly PersonObject[];
  readonly self: boolean;
}

/** A run of notices in as few lines as will do: who came and went again is not worth one; about oneself each stands alone. */
export function foldNotices(run: readonly Notice[]): readonly FoldedNotice[] {
  const lines: FoldedNotice[] = [];
  let others: Notice[] = [];
  for (const notice of run) {
    if (!notice.self) {
      others.push(notice);
      continue;
    }
    lines.push(...foldOthers(others), { what: notice.what, people: [notice.person], self: true });
    others = [];
  }
  return [...lines, ...foldOthers(others)];
}

function foldOthers(notices: readonly Notice[]): FoldedNotice[] {
  const fates = new Map<string, { person: PersonObject; first: Notice["what"]; last: Notice["what"] }>();
  for (const { what, person } of notices) {
    const key = personKey(person);
    fates.set(key, { person, first: fates.get(key)?.first ?? what, last: what });
  }
  const changed = [...fates.values()].filter(({ first, last }) => first === last);
  return (["came", "went"] as const).flatMap((what) => {
    const people = changed.filter(({ last }) => last === what).map(({ person }) => person);
    return people.length === 0 ? [] : [{ what, people, self: false }];
  });
}
