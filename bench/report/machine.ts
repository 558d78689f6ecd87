import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism, cpus, loadavg, release, totalmem, type } from "node:os";

/** Where and with what something was measured. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly system: string;
  /** Processes that wanted a core, over the last minute before: above 0.3 the figures are not to be trusted. */
  readonly loadBefore: number;
  readonly versions: Readonly<Record<string, string>>;
  readonly at: string;
  readonly command: string;
}

/** The variable in which a run of all benches says what the load was before the first. */
export const LOAD_BEFORE = "MADANG_BENCH_LOAD_BEFORE";

export function machine(packages: readonly string[]): Machine {
  const versions = Object.fromEntries(packages.map((name) => [name, version(name)]));
  return {
    cpu: cpus()[0]?.model ?? "unknown",
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    loadBefore: Number(process.env[LOAD_BEFORE] ?? loadavg()[0]),
    versions: { node: process.version, ...versions },
    at: new Date().toISOString(),
    command: ["npm run bench --", benchName(), ...process.argv.slice(2)]
      .filter((word) => word !== "--publish")
      .join(" "),
  };
}

/** The same in a line or two for people. */
export function describe({ cpu, cores, memoryGiB, system, versions, loadBefore }: Machine): string {
  const names = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return `${cpu}, ${cores} cores, ${memoryGiB} GiB, ${system}; ${names.join(", ")}; load before ${loadBefore.toFixed(2)}`;
}

function benchName(): string {
  return /([^/\\]+)\.ts$/.exec(process.argv[1] ?? "")?.[1] ?? "";
}

/** The installed version of a package, by its manifest. */
function version(name: string): string {
  const require = createRequire(import.meta.url);
  for (const folder of require.resolve.paths(name) ?? []) {
    try {
      const { version } = JSON.parse(readFileSync(`${folder}/${name}/package.json`, "utf8")) as { version?: string };
      if (version !== undefined) return version;
    } catch {
      // Not in this folder; the next one up may have it.
    }
  }
  return "not found";
}
