import { HttpLine, type Question } from "./http-line.ts";
import { complain, httpWriter, type JsonEntry, pathOf, show } from "./http-log.ts";
import type { Reader, ReaderEars, Spot, Transport } from "./transport.ts";

/** An event stream, read as `EventSource` reads it: an event counts when the empty line after it has come. */
export const sse: Transport = {
  name: "sse",
  resumes: true,
  read: (spot, from, ears) => openStream({ spot, ears, separator: "\n\n", hear: hearEvent }, asEventSource(spot, from)),
  write: httpWriter,
};

/** A JSON object a line. */
export const ndjson: Transport = {
  name: "ndjson",
  resumes: true,
  read: (spot, from = "now", ears) =>
    openStream(
      { spot, ears, separator: "\n", hear: hearLine },
      {
        method: "GET",
        path: pathOf(spot, { offset: from, live: "ndjson" }),
        headers: { Accept: "application/x-ndjson" },
      },
    ),
  write: httpWriter,
};

/** Half of those who come back do so by the address, half by the header, which wins over the address. */
function asEventSource(spot: Spot, from: string | undefined): Question {
  const byHeader = from !== undefined && spot.dice.chance(0.5);
  const offset = byHeader ? "-1" : (from ?? "now");
  const headers = { Accept: "text/event-stream", ...(byHeader ? { "Last-Event-ID": from } : {}) };
  return { method: "GET", path: pathOf(spot, { offset, live: "sse" }), headers };
}

interface Stream {
  readonly spot: Spot;
  readonly ears: ReaderEars;
  /** What ends a piece. */
  readonly separator: string;
  /** Hears a whole piece. */
  readonly hear: (piece: string, ears: ReaderEars) => void;
}

function openStream({ spot, ears, separator, hear }: Stream, question: Question): Reader {
  const line = new HttpLine(spot.port, 1);
  let rest = "";
  let wrong = 0;
  line.stream(question, {
    head: (status, headers) => {
      const next = headers["stream-next-offset"];
      if (status !== 200) wrong = status;
      else if (typeof next === "string") ears.begun(next);
    },
    text: (text) => {
      rest += text;
      if (wrong > 0) return;
      const pieces = rest.split(separator);
      rest = pieces.pop() ?? "";
      for (const piece of pieces) hear(piece, ears);
    },
    ended: (why) => {
      line.close();
      if (wrong > 0) complain(wrong, rest.slice(0, 200), ears);
      else ears.closed(why || "the stream ended");
    },
  });
  return line;
}

function hearEvent(block: string, ears: ReaderEars): void {
  const fields = { event: "message", data: "", id: "" };
  for (const line of block.split("\n")) {
    const [, name, value = ""] = /^(event|data|id): ?(.*)$/s.exec(line) ?? [];
    if (name === "data") fields.data += fields.data === "" ? value : `\n${value}`;
    else if (name === "event" || name === "id") fields[name] = value;
  }
  const { event, data, id } = fields;
  if (event === "data") for (const entry of JSON.parse(data) as JsonEntry[]) show(entry, ears);
  else if (event === "skipped") hearSkipped(JSON.parse(data) as Skipped, ears);
  else ears.alive();
  if (id !== "") ears.stands(id);
}

function hearLine(line: string, ears: ReaderEars): void {
  if (line.trim() === "") {
    ears.alive();
    return;
  }
  const said = JSON.parse(line) as JsonEntry | Skipped;
  if ("position" in said) show(said, ears);
  else hearSkipped(said, ears);
}

interface Skipped {
  readonly type: string;
  readonly entries?: number;
}

function hearSkipped({ entries = 0 }: Skipped, ears: ReaderEars): void {
  if (entries > 0) ears.gone(`${entries} entries were skipped`);
  else ears.alive();
}
