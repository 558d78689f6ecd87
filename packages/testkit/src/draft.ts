import type { Content, Draft } from "@madang/hub";

/** 22 Nov 2026, 00:00 UTC, in milliseconds since 1970. */
export const SOME_DAY = 1_795_305_600_000;

/** A guest's draft; `changes` say what matters to the test. */
export function draftOf(id: string, changes: Partial<Draft> = {}): Draft {
  return { id, author: { kind: "guest", name: "철수" }, at: SOME_DAY, content: { text: `text of ${id}` }, ...changes };
}

/** Drafts with the ids `from`, `from + 1`, … as text. */
export function draftsOf(count: number, from: number = 1): Draft[] {
  return Array.from({ length: count }, (_, index) => draftOf(String(from + index)));
}

export function textOf(content: Content): string | undefined {
  return "text" in content ? content.text : undefined;
}
