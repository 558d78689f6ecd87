import { barChart, type Panel } from "../report/bars.ts";
import { short, times } from "../report/figure.ts";
import type { Machine } from "../report/machine.ts";
import { deliveryRate, type Group } from "../run/rounds.ts";

const NAMES: Readonly<Record<string, string>> = {
  madang: "Madang",
  ws: "ws",
  socketio: "Socket.IO",
  bun: "Bun publish",
  limit: "C, one send()",
};

/** The chart of the fan-out bench: a panel for each setting, a bar for each server. */
export function fanoutChart(groups: readonly Group[], machine: Machine): string {
  const settings = Map.groupBy(groups, ({ setting }) => setting);
  const panels = [...settings].map(([title, bars]): Panel => ({ title, bars: bars.map(bar) }));
  return barChart({
    title: "Deliveries a second, one core for the server (logarithmic)",
    note: `${machine.cpu}, Node ${process.versions.node}, ${machine.at.slice(0, 10)}; docs/performance.md`,
    panels: panels.reverse(),
    tick: (value) => short(value).replace(/\.0+ /, " ").replace(".00", ""),
  });
}

function bar(group: Group): Panel["bars"][number] {
  const value = group.median(deliveryRate);
  const ratio = group.row === "ws" ? "" : `, ${times(group.ratio("ws", deliveryRate))} ws`;
  const doubt = group.note === "" ? "" : " (!)";
  return {
    name: NAMES[group.row] ?? group.row,
    value: Number.isFinite(value) ? value : 0,
    text: `${short(value)}${ratio}${doubt}`,
    own: group.row === "madang",
  };
}
