import { percent } from "../report/figure.ts";
import { median } from "../report/median.ts";
import { table } from "../report/table.ts";
import { nameOf } from "../transport/names.ts";
import type { RecoveryReport, Return } from "./order.ts";

/** What no live reader's p99 may rise above, as a multiple of its calm value. */
const MOST = 5;
const FULL = 0.9;
const HEADS = [
  "back by",
  "all caught up after, s",
  "half of them, s",
  "live p99 without them, ms",
  "with all there, ms",
  "while they come, ms",
  "of that without",
  "of that with",
  "server CPU",
  "crowd CPU",
  "server RSS before, at most",
];

/** A line for each transport; medians of the returns, and the live readers' times over all of them. */
export function recoveryTable(reports: readonly RecoveryReport[]): string {
  const notes = reports.flatMap(note);
  return [table(HEADS, reports.map(line)), ...notes].join("\n\n");
}

function line({ transport, calm, during, together, returns, ...report }: RecoveryReport): string[] {
  const middle = (value: (each: Return) => number): number => median(returns.map(value));
  return [
    nameOf(transport),
    (middle(({ crowd }) => crowd.allMs) / 1000).toFixed(2),
    (middle(({ crowd }) => crowd.halfMs) / 1000).toFixed(2),
    calm.p99.toFixed(1),
    together.p99.toFixed(1),
    during.p99.toFixed(1),
    `${(during.p99 / calm.p99).toFixed(1)} ×`,
    `${(during.p99 / together.p99).toFixed(1)} ×`,
    percent(middle(({ serverCpu }) => serverCpu)),
    percent(middle(({ crowd }) => crowd.cpu)),
    `${mebibytes(report.restingBytes)}, ${mebibytes(report.peakBytes)} MiB`,
  ];
}

function note({ transport, calm, together, during, returns }: RecoveryReport): string[] {
  const notes: string[] = [];
  const limited = returns.filter(({ crowd, serverCpu }) => crowd.cpu > FULL && serverCpu < FULL).length;
  if (limited > 0)
    notes.push(`${nameOf(transport)}: the load set the time in ${limited} of ${returns.length} returns.`);
  const above = Object.entries({ "without them": calm, "with all there": together })
    .filter(([, { p99 }]) => during.p99 > MOST * p99)
    .map(([words]) => words);
  if (above.length > 0)
    notes.push(`${nameOf(transport)}: the live p99 rose above ${MOST} × its calm value ${above.join(" and ")}.`);
  return notes;
}

function mebibytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(0);
}
