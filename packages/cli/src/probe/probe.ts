import { exchange } from "./exchange.ts";
import { type Finding, findingLines } from "./finding.ts";
import { type Goal, WAYS } from "./ways.ts";

/** What a probe says, and whether every way is open. */
export interface Report {
  readonly text: string;
  readonly allOpen: boolean;
}

/** Tries every way to a server from here, one after the other. */
export async function probeServer(goal: Goal): Promise<Report> {
  const findings: Finding[] = [];
  for (const [way, look] of Object.entries(WAYS)) {
    const started = performance.now();
    try {
      findings.push({ way, ...(await look(goal)) });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      findings.push({ way, works: "no", ms: performance.now() - started, note: why });
    }
  }
  const between = await inBetween(goal.server);
  return { text: `${findingLines(findings)}\n${between}`, allOpen: findings.every(({ works }) => works === "yes") };
}

/** What the answers tell of who stands between here and the server. */
async function inBetween(server: URL): Promise<string> {
  try {
    const { response, end } = await exchange(new URL("healthz", server));
    end();
    const signs = ["via", "server", "x-cache", "cf-ray"].flatMap((name) => {
      const value = response.headers[name];
      return value === undefined ? [] : [`${name}: ${String(value)}`];
    });
    return signs.length === 0 ? "Nobody in between says a word." : `In between: ${signs.join(", ")}.`;
  } catch {
    return "The server cannot be reached.";
  }
}
