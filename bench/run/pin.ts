import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";

/** The core of the server under test, and of the bare loop beside it. */
export const SERVER_CORE = 0;
/** The core of the load. */
export const LOAD_CORE = 1;

/** Gives a process a core of its own, where the system can. */
export class Pin {
  /** What to say about it in a report. */
  readonly described: string;
  readonly #taskset: boolean;

  /** Without `wanted` the system places every thread as it likes. */
  constructor(wanted = true) {
    const cores = availableParallelism();
    this.#taskset = wanted && cores > 1 && spawnSync("taskset", ["--version"]).status === 0;
    const why = !wanted ? "each side has threads of its own" : cores > 1 ? "there is no taskset" : "there is one core";
    this.described = this.#taskset
      ? `server on core ${SERVER_CORE}, load on core ${LOAD_CORE} (taskset)`
      : `nothing is pinned to a core: ${why}`;
  }

  /** The command line that runs `command` on `core`; taskset becomes the command, so the process id is the command's. */
  on(core: number, command: readonly string[]): readonly string[] {
    return this.#taskset ? ["taskset", "-c", String(core), ...command] : command;
  }
}
