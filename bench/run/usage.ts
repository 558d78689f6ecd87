import { readFileSync } from "node:fs";

/** 4 KiB: the kernel counts its socket buffers in pages. */
const PAGE_BYTES = 4096;

/** What a process has in memory now (VmRSS), in bytes. */
export function residentBytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/^VmRSS:\s*(\d+) kB/m.exec(status)?.[1]) * 1024;
}

/** What the buffers of all TCP sockets take, of everybody on this machine; no process's RSS has it. */
export function kernelTcpBytes(): number {
  const sockets = readFileSync("/proc/net/sockstat", "utf8");
  return Number(/^TCP:.* mem (\d+)/m.exec(sockets)?.[1]) * PAGE_BYTES;
}
