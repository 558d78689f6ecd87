/** What was seen of one way to a server. */
export interface Finding {
  readonly way: string;
  /** `partly`: it works, but not as it should. */
  readonly works: "yes" | "partly" | "no";
  /** Milliseconds to the first useful byte. */
  readonly ms: number;
  /** What stood in the way, and what to do about it; empty when nothing did. */
  readonly note: string;
}

/** One line each, in columns. */
export function findingLines(findings: readonly Finding[]): string {
  const mark = { yes: "✔", partly: "~", no: "✖" } as const;
  const width = Math.max(...findings.map(({ way }) => way.length));
  return findings
    .map(({ way, works, ms, note }) =>
      `${mark[works]} ${way.padEnd(width)} ${`${Math.round(ms)} ms`.padStart(8)}  ${note}`.trimEnd(),
    )
    .join("\n");
}
