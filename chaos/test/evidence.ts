import { Book } from "../book.ts";
import type { Evidence } from "../judge/judge.ts";
import type { LogLine } from "../judge/log-line.ts";
import { idOf, textOf } from "../message.ts";
import { View } from "../view.ts";

/** A log of the messages of these numbers, all by one author, each at its own place. */
export function logOf(...numbers: number[]): LogLine[] {
  return numbers.map((number, index) => ({
    offset: index + 1,
    position: `e_${index + 1}`,
    id: idOf(number),
    author: "a",
    text: textOf(number),
  }));
}

/** A book in which author `a` has written so many messages, of which these are acknowledged, where the log has them. */
export function bookOf(count: number, acknowledged: readonly number[] = []): Book {
  const book = new Book();
  for (let number = 0; number < count; number++) book.write("a", true);
  for (const number of acknowledged) book.receipt(number, undefined, "hand-made");
  return book;
}

/** A view over connections, each a list of offsets; in a log of `logOf(0, 1, …)` offset n is message n − 1. */
export function viewOf(resumes: boolean, ...connections: (readonly number[])[]): View {
  const view = new View("r", resumes);
  view.start = 0;
  for (const offsets of connections) {
    view.connect(0, "hand-made", undefined);
    for (const offset of offsets) {
      view.see({ author: "a", text: textOf(offset - 1), ...(resumes ? { offset } : {}) });
    }
    view.end("over");
  }
  return view;
}

/** Evidence about the messages 0 to 4, all of them in the log. */
export function evidenceOf(changes: Partial<Evidence> = {}): Evidence {
  return {
    book: bookOf(5, [0, 1, 2, 3, 4]),
    views: [],
    log: logOf(0, 1, 2, 3, 4),
    stored: undefined,
    inOrder: new Set(),
    ...changes,
  };
}
