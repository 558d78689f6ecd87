import type { View } from "../view.ts";
import { UNKNOWN } from "../view.ts";
import type { Chart } from "./chart.ts";
import type { Finding } from "./finding.ts";
import { missteps } from "./steps.ts";

/** What is wrong with what one reader was shown. */
export function judgeView(view: View, chart: Chart): Finding[] {
  const told = view.complaints.map(
    ({ index, what }): Finding => ({
      kind: what.startsWith("the text") ? "never sent" : "lost",
      what,
      reader: view.reader,
      index,
    }),
  );
  const { offsets, strangers } = located(view, chart);
  return [...told, ...strangers, ...(view.resumes ? wholeView(view, chart, offsets) : perConnection(view, offsets))];
}

/** Each sight's offset by the log: 0 for one that the log does not have there. */
function located(view: View, chart: Chart): { readonly offsets: number[]; readonly strangers: Finding[] } {
  const strangers: Finding[] = [];
  const offsets = Array.from(view.numbers, (number, index) => {
    const told = view.offsets.at(index) ?? 0;
    const stands = chart.offsetOf.get(number);
    if (number === UNKNOWN || (stands === told && told > 0)) return told;
    const { reader } = view;
    if (stands === undefined) {
      strangers.push({ kind: "lost", what: `message ${number} was shown and is not in the log`, reader, index });
    } else if (told > 0 && chart.numbers[told] !== number) {
      strangers.push({
        kind: "misplaced",
        what: `message ${number} was shown at ${told} and stands at ${stands}`,
        reader,
        index,
      });
    }
    return told > 0 ? told : (stands ?? 0);
  });
  return { offsets, strangers };
}

/** A reader with positions: everything from where it began to the end, over all connections. */
function wholeView(view: View, chart: Chart, offsets: readonly number[]): Finding[] {
  if (view.start === undefined) return [{ kind: "stuck", what: "never got as far as reading", reader: view.reader }];
  return missteps(offsets, view.start, chart.end).map(({ kind, offset, index }) =>
    finding(view, chart, { kind, offset, index }),
  );
}

/** A reader without positions: what it saw on one connection is one row without a gap. */
function perConnection(view: View, offsets: readonly number[]): Finding[] {
  return view.stretches.flatMap(({ begin }, count) => {
    const until = view.stretches[count + 1]?.begin ?? offsets.length;
    const known: { readonly offset: number; readonly index: number }[] = [];
    for (let index = begin; index < until; index++) {
      const offset = offsets[index] ?? 0;
      if (offset > 0) known.push({ offset, index });
    }
    const row = known.map(({ offset }) => offset);
    const first = row[0] ?? 1;
    return missteps(
      row,
      first - 1,
      row.reduce((most, offset) => Math.max(most, offset), first - 1),
    ).map(
      ({ kind, offset, index }): Finding => ({
        kind,
        what: `the entry at ${offset}`,
        reader: view.reader,
        index: known[index]?.index ?? until,
      }),
    );
  });
}

function finding(view: View, chart: Chart, step: { kind: Finding["kind"]; offset: number; index: number }): Finding {
  const { kind, offset, index } = step;
  return { kind, what: `the entry at ${offset} (message ${chart.numbers[offset] ?? "?"})`, reader: view.reader, index };
}
