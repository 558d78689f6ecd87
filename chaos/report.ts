import { type Finding, KINDS } from "./judge/finding.ts";
import type { Options } from "./options.ts";
import type { Row } from "./row.ts";
import { type Journal, seconds } from "./run/journal.ts";
import type { Outcome } from "./run/run.ts";
import type { View } from "./view.ts";

/** So many findings are told in detail. */
const TOLD = 12;
const OF_A_KIND = 3;
/** What happened so long before a connection began, or a while after, belongs to its finding. */
const AROUND_MS = 1500;

export function count(findings: readonly Finding[], kind: Finding["kind"]): number {
  return findings.filter((finding) => finding.kind === kind).length;
}

/** The first findings, each with its reader's connections and what happened around them. */
export function details(findings: readonly Finding[], views: readonly View[], journal: Journal): string[] {
  const first = KINDS.flatMap((kind) => firstOf(findings.filter((finding) => finding.kind === kind)));
  return first.slice(0, TOLD).flatMap((finding) => {
    const view = views.find(({ reader }) => reader === finding.reader);
    const line = `${finding.kind}: ${finding.reader === undefined ? "" : `${finding.reader}: `}${finding.what}`;
    return view === undefined || finding.index === undefined ? [line] : [line, ...around(view, finding.index, journal)];
  });
}

function around(view: View, index: number, journal: Journal): string[] {
  const at = view.stretchAt(index);
  const from = Math.max(0, at - 2);
  const lines = view.stretches.slice(from, at + 2).map((stretch, place) => {
    const { begin, transport, ended = "open" } = stretch;
    const mark = from + place === at ? "→" : " ";
    return `  ${mark} ${seconds(stretch.at)} ${transport} from ${stretch.from ?? "now"} at sight ${begin}, ended: ${ended}`;
  });
  const near = (row: Row): string => row.part(index - 5, index + 5).join(" ");
  const begun = view.stretches[at]?.at ?? 0;
  const next = view.stretches[at + 1]?.at ?? begun;
  const noted = [...journal.between(begun - AROUND_MS, begun + AROUND_MS), ...journal.between(next - AROUND_MS, next)];
  return [
    ...lines,
    `    sight ${index}; offsets around it: ${near(view.offsets)}; messages: ${near(view.numbers)}`,
    ...[...new Set(noted)].slice(0, 14).map((line) => `    ${line}`),
  ];
}

/** The first few of a kind, of different readers. */
function firstOf(findings: readonly Finding[]): Finding[] {
  const readers = new Set<string | undefined>();
  const found: Finding[] = [];
  for (const finding of findings) {
    if (found.length === OF_A_KIND) break;
    if (finding.reader !== undefined && readers.has(finding.reader)) continue;
    readers.add(finding.reader);
    found.push(finding);
  }
  return found;
}

/** A run as a line of the table in docs/reliability.md. */
export function tableRow(
  { seed, seconds }: Pick<Options, "seed" | "seconds">,
  { counts, shares, findings }: Pick<Outcome, "counts" | "shares" | "findings">,
): string {
  const counted = ["kills", "restarts", "sent", "acknowledged", "entries read"].map((name) => counts[name] ?? 0);
  const found = (["lost", "doubled", "out of order"] as const).map((kind) => count(findings, kind));
  const cells = [seconds, shares.size, ...counted, ...found].map((number) => number.toLocaleString("en"));
  return `| ${[String(seed), ...cells].join(" | ")} |`;
}

/** The last line of a run. */
export function verdict(findings: readonly Finding[]): string {
  return `${count(findings, "lost")} lost, ${count(findings, "doubled")} doubled, ${count(findings, "out of order")} out of order`;
}
