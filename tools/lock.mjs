// A lock between processes: a folder, because making one is atomic everywhere. Its holder touches it while it works.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const BEAT_MS = 5_000;
/** Twelve missed beats: longer than a busy machine stalls, short enough to wait for after a crash. */
const STALE_MS = 60_000;

/** Runs `work` while no other process runs one under the same folder; `waiting` is called once if it has to wait. */
export async function locked(folder, work, waiting = () => {}) {
  fs.mkdirSync(path.dirname(folder), { recursive: true });
  for (let tries = 0; !take(folder); tries++) {
    if (tries === 0) waiting();
    breakStale(folder);
    await sleep(100);
  }
  const release = () => fs.rmSync(folder, { recursive: true, force: true });
  const beat = setInterval(() => touch(folder), BEAT_MS);
  process.once("exit", release);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    process.off("exit", release);
    release();
  }
}

function take(folder) {
  if (!make(folder)) return false;
  fs.writeFileSync(path.join(folder, "owner"), `${process.pid} ${os.hostname()}`);
  return true;
}

// Two waiters may see the same dead lock; the second must not remove the one that the first has taken by then.
function breakStale(folder) {
  const guard = `${folder}.break`;
  if (!make(guard)) {
    if (age(guard) > STALE_MS) fs.rmSync(guard, { recursive: true, force: true });
    return;
  }
  if (age(folder) > STALE_MS || ownerIsDead(folder)) fs.rmSync(folder, { recursive: true, force: true });
  fs.rmdirSync(guard);
}

function make(folder) {
  try {
    fs.mkdirSync(folder);
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

function touch(folder) {
  const now = new Date();
  try {
    fs.utimesSync(folder, now, now);
  } catch {
    // Somebody took this process for dead (a machine that slept): the work goes on, the lock is theirs.
  }
}

function age(folder) {
  const stat = fs.statSync(folder, { throwIfNoEntry: false });
  return stat ? Date.now() - stat.mtimeMs : 0;
}

function ownerIsDead(folder) {
  try {
    const [pid, host] = fs.readFileSync(path.join(folder, "owner"), "utf8").split(" ");
    if (host !== os.hostname()) return false;
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return error.code === "ESRCH";
  }
}
