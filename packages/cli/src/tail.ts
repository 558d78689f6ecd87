import type { EntryObject, ReadFrom, RoomEvent } from "@madang/client";
import { dial, fail, readCall, usage } from "./dial.ts";

const USAGE =
  "madang tail <url> <room> [--from start|<position>] [--transport websocket|sse|long-poll|poll] [--name <name>] [--json]";

/** `madang tail`: a room's messages as they come, until it is interrupted. */
export async function tail(args: readonly string[]): Promise<void> {
  const call = readCall(args, { from: { type: "string" }, json: { type: "boolean" } });
  if (typeof call === "string") {
    usage(call, USAGE);
    return;
  }
  const { client: options, room: name, values } = call;
  const client = dial(options);
  for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => client.close());
  // Whoever reads this, such as `head`, may have enough.
  process.stdout.on("error", () => client.close());
  const room = client.join(name, readFrom(values["from"]));
  const say = values["json"] === true ? (entry: EntryObject) => JSON.stringify(entry) : lineOf;
  let isPastDue = values["from"] === "start";
  for await (const event of room) {
    if (event.kind === "joined" && isPastDue) {
      isPastDue = false;
      for (const entry of await pastOf(() => room.history(200))) process.stdout.write(`${say(entry)}\n`);
    }
    if (event.kind === "error") fail(client, event.error.why);
    else if (event.kind === "entry") process.stdout.write(`${say(event.entry)}\n`);
    else complain(event);
  }
}

/** From the start is from now on, after all of the past has been read upwards. */
function readFrom(from: string | boolean | undefined): ReadFrom {
  return typeof from === "string" && from !== "start" ? { position: from } : {};
}

async function pastOf(page: () => Promise<readonly EntryObject[] | undefined>): Promise<readonly EntryObject[]> {
  const pages: (readonly EntryObject[])[] = [];
  for (let entries = await page(); entries !== undefined; entries = await page()) pages.unshift(entries);
  return pages.flat();
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
