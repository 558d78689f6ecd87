import type { EntryObject, ReadFrom, RoomEvent } from "@madang/client";
import { dial, fail, readCall, usage } from "./dial.ts";
import { Follower } from "./follower.ts";

const USAGE =
  "madang tail <url> <room> [--from start|<position>] [--transport websocket|sse|long-poll|poll] [--name <name>] [--json]";

/** `madang tail`: a room's messages as they come, until it is interrupted. */
export function tail(args: readonly string[]): void {
  const call = readCall(args, { from: { type: "string" }, json: { type: "boolean" } });
  if (typeof call === "string") {
    usage(call, USAGE);
    return;
  }
  const { client: options, room, values } = call;
  const client = dial(options);
  for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => client.close());
  // Whoever reads this, such as `head`, may have enough.
  process.stdout.on("error", () => client.close());
  const spell = values["json"] === true ? (entry: EntryObject) => JSON.stringify(entry) : lineOf;
  const told = (event: RoomEvent): void => (event.kind === "error" ? fail(client, event.error.why) : complain(event));
  new Follower({ client, room, output: process.stdout, spell, told }).follow(readFrom(values["from"]));
}

function readFrom(from: string | boolean | undefined): ReadFrom {
  return typeof from === "string" ? { position: from === "start" ? "-1" : from } : {};
}

/** A message a line, whatever is in it. */
function lineOf({ at, author, text, contentType, removed }: EntryObject): string {
  const said = removed ? "(removed)" : (text ?? `(${contentType})`);
  const visible = said.replace(/[\p{Cc}\u2028\u2029]/gu, (sign) => (sign === "\n" ? " ⏎ " : "·"));
  return `${new Date(at).toISOString()} ${author.name}: ${visible}`;
}

/** What is missing is told beside the messages. */
function complain(event: RoomEvent): void {
  if (event.kind === "gap") process.stderr.write(`madang: a gap: ${event.why}\n`);
  else if (event.kind === "skipped" && event.entries > 0)
    process.stderr.write(`madang: a gap: ${event.entries} messages are not to be had any more\n`);
}
