import { type Logger, pino } from "pino";
import pretty from "pino-pretty";
import type { Settings } from "./settings.ts";

/**
 * The server's log on standard output: one JSON object a line, or readable lines on a terminal. Node writes both at once
 * and in order; pino's own destination does not (its first line came after the next ones when the process ended soon).
 */
export function makeLog(settings: Settings, terminal: boolean): Logger {
  // Who read the log may go; the server goes on.
  process.stdout.on("error", () => undefined);
  const stream = terminal
    ? pretty({ ignore: "pid,hostname", translateTime: "SYS:HH:MM:ss", sync: true })
    : process.stdout;
  return pino(
    { level: settings["log-level"], base: null, formatters: { level: (label) => ({ level: label }) } },
    stream,
  );
}
