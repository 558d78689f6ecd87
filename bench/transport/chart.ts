import { type Bar, barChart, type Panel } from "../report/bars.ts";
import { short } from "../report/figure.ts";
import { type Cost, costOf } from "./cost.ts";
import { nameOf } from "./names.ts";
import type { TransportReport } from "./order.ts";

/** Four questions, a bar for each transport. */
export function transportsChart(reports: readonly TransportReport[]): string {
  const costs = reports.map((report) => ({ report, cost: costOf(report) }));
  type Both = (typeof costs)[number];
  const panel = (title: string, unit: string, value: (both: Both) => number): Panel => ({
    title,
    bars: costs.map((both) => bar(nameOf(both.report.transport), value(both), unit)),
  });
  return barChart({
    title: "The same conversation over four transports: shorter is better",
    note: "Logarithmic scale. How it was measured: docs/transports.md.",
    panels: [
      panel("From send to receipt, the middle one", "ms", ({ report }) => report.p50),
      panel("Bytes on the wire for a message and reader", "B", ({ cost }) => bytes(cost)),
      panel("Server CPU for a message and reader", "µs", ({ cost }) => cost.cpuMicroseconds),
      panel("Bytes on the wire for a silent reader and minute", "B", ({ cost }) => cost.idleBytes),
    ],
    tick: (value) => (value < 1 ? String(value) : value < 1000 ? String(value) : short(value)),
  });
}

function bytes({ headBytes, contentBytes }: Cost): number {
  return headBytes + contentBytes;
}

function bar(name: string, value: number, unit: string): Bar {
  return { name, value, text: `${value < 10 ? value.toFixed(1) : short(value)} ${unit}`, own: true };
}
