import { short } from "../report/figure.ts";
import { table } from "../report/table.ts";
import { costOf } from "./cost.ts";
import { nameOf } from "./names.ts";
import type { TransportReport } from "./order.ts";

const HEADS = [
  "reading by",
  "requests",
  "head bytes a message",
  "content bytes a message",
  "server CPU a message, µs",
  "p50 ms",
  "p99 ms",
];
const IDLE_HEADS = ["one silent reader, a minute", "requests", "bytes", "server CPU, ms"];
const SEND_HEADS = ["sending by", "head bytes a message", "content bytes a message"];

/** Three tables: what the talk cost a reader, what silence costs a reader, and what a send costs. */
export function transportsTable(reports: readonly TransportReport[]): string {
  const tables = [
    table(HEADS, reports.map(talkLine)),
    table(IDLE_HEADS, reports.map(idleLine)),
    table(SEND_HEADS, reports.filter(isNewWay).map(sendLine)),
  ];
  const warnings = reports.filter(({ loadCpu }) => loadCpu > 0.9).map(({ transport }) => transport);
  if (warnings.length > 0) tables.push(`INVALID: the load's core was full over ${warnings.join(", ")}.`);
  return tables.join("\n\n");
}

function talkLine(report: TransportReport): string[] {
  const { requests, headBytes, contentBytes, cpuMicroseconds } = costOf(report);
  return [
    nameOf(report.transport),
    requests.toFixed(requests < 10 ? 1 : 0),
    short(headBytes),
    short(contentBytes),
    cpuMicroseconds.toFixed(cpuMicroseconds < 10 ? 1 : 0),
    report.p50.toFixed(report.p50 < 10 ? 1 : 0),
    report.p99.toFixed(report.p99 < 10 ? 1 : 0),
  ];
}

function idleLine(report: TransportReport): string[] {
  const { idleRequests, idleBytes, idleCpuMs, idleCpuDoubtMs } = costOf(report);
  const cpu = idleCpuMs > idleCpuDoubtMs ? idleCpuMs.toFixed(2) : `< ${idleCpuDoubtMs.toFixed(2)}`;
  return [nameOf(report.transport), idleRequests.toFixed(1), short(idleBytes), cpu];
}

/** Three transports of four send by POST, and one of them speaks for all. */
function isNewWay(report: TransportReport, index: number, reports: readonly TransportReport[]): boolean {
  return reports.findIndex((each) => wayOf(each) === wayOf(report)) === index;
}

function wayOf({ transport }: TransportReport): string {
  return transport === "websocket" ? "WebSocket" : "POST";
}

function sendLine(report: TransportReport): string[] {
  const { writing, messages } = report;
  return [wayOf(report), short(writing.headBytes / messages), short(writing.contentBytes / messages)];
}
