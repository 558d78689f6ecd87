import type { Book } from "../book.ts";
import type { View } from "../view.ts";
import { Chart } from "./chart.ts";
import type { Finding } from "./finding.ts";
import { judgeView } from "./judge-view.ts";
import type { LogLine } from "./log-line.ts";

/** All that a run left behind. */
export interface Evidence {
  readonly book: Book;
  readonly views: readonly View[];
  /** The log as a fresh connection reads it, and as the database has it. */
  readonly log: readonly LogLine[];
  readonly stored: Iterable<LogLine> | undefined;
  /** Those who send one message after the other: theirs stand in that order. */
  readonly inOrder: ReadonlySet<string>;
}

/** Everything that is against the promise. */
export function judge({ book, views, log, stored, inOrder }: Evidence): Finding[] {
  const chart = new Chart(log, book);
  return [
    ...chart.findings,
    ...disagreements(log, stored),
    ...overtaken(chart, book, inOrder),
    ...views.flatMap((view) => judgeView(view, chart)),
  ];
}

/** The log by network and the log by file are one. */
function disagreements(log: readonly LogLine[], stored: Iterable<LogLine> | undefined): Finding[] {
  if (stored === undefined) return [];
  const found: Finding[] = [];
  let count = 0;
  for (const line of stored) {
    const given = log[count++];
    if (given === undefined || JSON.stringify(given) === JSON.stringify(line)) continue;
    const what = `the network gives ${JSON.stringify(given)}, the database has ${JSON.stringify(line)}`;
    found.push({ kind: "misplaced", what });
  }
  if (count !== log.length) {
    found.push({ kind: "lost", what: `the network gives ${log.length} entries, the database has ${count}` });
  }
  return found;
}

function overtaken(chart: Chart, book: Book, inOrder: ReadonlySet<string>): Finding[] {
  const found: Finding[] = [];
  const last = new Map<string, number>();
  for (const number of chart.numbers) {
    const author = number === undefined ? undefined : book.written[number]?.author;
    if (number === undefined || author === undefined || !inOrder.has(author)) continue;
    const before = last.get(author) ?? -1;
    if (number < before) {
      found.push({
        kind: "out of order",
        what: `message ${number} of ${author} stands after ${before}, and was sent before it`,
      });
    }
    last.set(author, Math.max(before, number));
  }
  return found;
}
