import { spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** `fsync` that can be made to fail; and, since it is preloaded anyway, small buffers for connections. */
const SOURCES = ["../../packages/store-sqlite/test/failing-fsync.c", "small-buffers.c"].map((file) =>
  fileURLToPath(new URL(file, import.meta.url)),
);
/** No file may grow beyond its first page. */
const FULL = "4096";

export type DiskFault = "full" | "unconfirmed";

/** The disk under the server: it can be full (`prlimit`), and it can fail to confirm (a preloaded `fsync`). */
export class Disk {
  readonly #library: string | undefined;
  readonly #flag: string;
  readonly #limits: boolean;
  #failing = 0;
  #healedAt = Number.NEGATIVE_INFINITY;

  /** `folder` is for what this makes itself. */
  constructor(folder: string) {
    this.#flag = join(folder, "fsync-fails");
    this.#limits = prlimit(process.pid, "unlimited");
    const library = join(folder, "preloaded.so");
    const built =
      process.platform === "linux" && spawnSync("cc", ["-shared", "-fPIC", "-o", library, ...SOURCES]).status === 0;
    this.#library = built ? library : undefined;
  }

  /** What of it cannot be had here; undefined when all can. */
  get missing(): string | undefined {
    const words = [
      this.#limits ? "" : "prlimit (util-linux) is missing: the disk is never full",
      this.#library === undefined
        ? "no C compiler (cc) on Linux: fsync never fails, and slow readers are hardly noticed"
        : "",
    ];
    return words.filter(Boolean).join("; ") || undefined;
  }

  /** What a server that stands on this disk must have in its environment. */
  get environment(): Readonly<Record<string, string>> {
    return this.#library === undefined ? {} : { LD_PRELOAD: this.#library, FSYNC_FAILS: this.#flag };
  }

  /** Whether it has taken nothing at some time from `begun` on: a server that finds it so at its start may say so and end. */
  failedSince(begun: number): boolean {
    return this.#failing > 0 || this.#healedAt >= begun;
  }

  /** False: that cannot be done here. A full disk is a process's own, and gone with it. */
  fail(how: DiskFault, pid: number | undefined): boolean {
    const possible = how === "full" ? this.#limits && pid !== undefined : this.#library !== undefined;
    if (!possible) return false;
    this.#failing++;
    if (how === "unconfirmed") writeFileSync(this.#flag, "");
    else if (pid !== undefined) prlimit(pid, FULL);
    return true;
  }

  heal(pid: number | undefined): void {
    if (this.#failing > 0) this.#healedAt = performance.now();
    this.#failing = Math.max(0, this.#failing - 1);
    rmSync(this.#flag, { force: true });
    if (this.#limits && pid !== undefined) prlimit(pid, "unlimited");
  }
}

function prlimit(pid: number, bytes: string): boolean {
  return spawnSync("prlimit", ["--pid", String(pid), `--fsize=${bytes}:`]).status === 0;
}
