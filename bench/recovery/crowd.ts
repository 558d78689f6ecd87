/** The crowd of `bench -- recovery`: all come back at once, and each is looked at until it has caught up. */
import { createInterface } from "node:readline";
import { WAYS } from "./comer.ts";
import type { CrowdOrder, CrowdReport } from "./order.ts";
import type { Scan } from "./scan.ts";

createInterface(process.stdin).once("line", (line) => comeBack(JSON.parse(line) as CrowdOrder));
process.stdin.once("end", () => process.exit(0));
process.stdout.write("{}\n");

function comeBack({ transport, port, clients, places, head }: CrowdOrder): void {
  const way = WAYS[transport];
  if (way === undefined) throw new Error(`there is no way back by ${transport}`);
  const [started, usage] = [performance.now(), process.cpuUsage()];
  const there = new Set<Scan>();
  let [halfMs, entries] = [0, 0];
  const progress = (scan: Scan, fault?: Error): void => {
    if (fault !== undefined || scan.fault !== undefined) fail(scan.fault ?? fault?.message ?? "");
    if (scan.next <= head || there.has(scan)) return;
    there.add(scan);
    const ms = performance.now() - started;
    if (there.size === clients >> 1) halfMs = ms;
    if (there.size < clients) return;
    const { user, system } = process.cpuUsage(usage);
    for (const place of Array.from({ length: clients }, (_, index) => places[index % places.length])) {
      entries += head - (place?.offset ?? head);
    }
    tell({ allMs: ms, halfMs, cpu: (user + system) / 1000 / ms, entries });
  };
  for (let index = 0; index < clients; index++) {
    const place = places[index % places.length];
    if (place !== undefined) way({ port, name: `back-${index}`, place, progress });
  }
}

function tell(report: CrowdReport | { readonly error: string }): void {
  process.stdout.write(`${JSON.stringify(report)}\n`);
}

function fail(error: string): never {
  tell({ error });
  process.exit(1);
}
