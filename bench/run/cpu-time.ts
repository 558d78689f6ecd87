import { readdirSync, readFileSync } from "node:fs";

/** The CPU time of all threads of a process, in milliseconds, by the scheduler's own count of nanoseconds. */
export function cpuTime(pid: number): number {
  const folder = `/proc/${pid}/task`;
  return readdirSync(folder).reduce((sum, thread) => sum + nanoseconds(`${folder}/${thread}/schedstat`) / 1e6, 0);
}

/** A thread may end while it is looked at. */
function nanoseconds(file: string): number {
  try {
    return Number(readFileSync(file, "utf8").split(" ")[0]);
  } catch {
    return 0;
  }
}
