import { setTimeout as after } from "node:timers/promises";
import type { Company } from "../cast/company.ts";
import type { Finding } from "../judge/finding.ts";
import type { Scene } from "./director.ts";

/**
 * Once all is calm, and nobody gets any further for so many milliseconds, who has not got through never will. Some read
 * in small steps, and have a long way to go after a long run.
 */
const CALM_MS = 60_000;
/** What was sent last is there, whoever heard of it, after so long. */
const LATE_MS = 500;
const LOOK_MS = 50;

/** Ends all faults, and waits until every message is confirmed; tells of those that are not. */
export async function calm({ keeper, network, disk, company, journal }: Scene): Promise<Finding[]> {
  journal.note("calm");
  await keeper.open();
  disk.heal(keeper.pid);
  network.heal();
  for (const writer of company.writers) writer.rest();
  await waitFor(() => company.writers.reduce((sum, { waiting }) => sum + waiting.length, 0));
  const stuck = company.writers.flatMap(({ name, waiting }) =>
    waiting.map(
      (number): Finding => ({ kind: "stuck", what: `message ${number} of ${name} is not confirmed in the calm` }),
    ),
  );
  company.endWriters();
  await after(LATE_MS);
  return stuck;
}

/** Waits until everybody whose transport gives positions has read up to the offset `end`. */
export async function readOn(company: Company, end: number): Promise<void> {
  await waitFor(() => company.behind(end));
}

/** Waits until nothing is left, or it does not become less any more. */
async function waitFor(left: () => number): Promise<void> {
  let least = Number.POSITIVE_INFINITY;
  let deadline = 0;
  for (let now = left(); now > 0; now = left()) {
    if (now < least) deadline = performance.now() + CALM_MS;
    least = Math.min(least, now);
    if (performance.now() > deadline) return;
    await after(LOOK_MS);
  }
}
