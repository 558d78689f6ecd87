import type { Options } from "../run/options.ts";
import { describe, type Machine } from "./machine.ts";
import { publish } from "./publish.ts";
import { save } from "./save.ts";

/** What a bench has found. */
export interface Findings {
  /** As its file is called. */
  readonly bench: string;
  /** Of docs/, where the figures stand; performance.md if not given. */
  readonly page?: string;
  readonly machine: Machine;
  readonly pinned: string;
  /** What was measured, in a line or two. */
  readonly says: string;
  /** Markdown, mostly a table. */
  readonly shown: string;
  /** Why runs failed, a line each; empty when none did. */
  readonly failed: string;
  /** All that was measured, for the JSON. */
  readonly runs: object;
}

/** Says what will be measured, and where. */
export function announce({ machine, pinned, says }: Pick<Findings, "machine" | "pinned" | "says">): void {
  process.stdout.write(`${describe(machine)}\n${pinned}; loopback.\n${says}\n\n`);
}

/** Shows what was found, keeps it as JSON, and puts it into the docs if that was asked for and nothing failed. */
export function present(options: Options, findings: Findings): void {
  const { bench, page, machine, pinned, says, shown, failed, runs } = findings;
  process.stdout.write(`${shown}\n${failed}`);
  save(options.text("json"), { machine, pinned, says, ...runs });
  if (failed !== "") process.exitCode = 1;
  if (!options.publish) return;
  if (failed !== "") {
    process.stdout.write("Not published: runs have failed.\n");
    return;
  }
  const day = machine.at.slice(0, 10);
  const how = `\`${machine.command}\`, ${day}: ${describe(machine)}; ${pinned}; loopback.`;
  publish(bench, [says, shown, how].join("\n\n"), page);
}
