import { dial, fail, readCall, usage } from "./dial.ts";

const USAGE =
  "madang send <url> <room> <text> [--name <name>] [--id <id>] [--transport websocket|sse|long-poll|poll]; a token in MADANG_TOKEN";
const ID = /^[!-~]{1,64}$/;

/** `madang send`: one message; it ends when the message is on the server's disk, and prints its position. */
export async function send(args: readonly string[]): Promise<void> {
  const call = readCall(args, { id: { type: "string" } });
  if (typeof call === "string" || call.rest.length === 0) {
    usage(typeof call === "string" ? call : "<text> is missing", USAGE);
    return;
  }
  const { id } = call.values;
  if (typeof id === "string" && !ID.test(id)) {
    usage("--id has 1 to 64 visible ASCII characters", USAGE);
    return;
  }
  const client = dial({ ...call.client, ...(typeof id === "string" ? { ports: { makeId: () => id } } : {}) });
  try {
    const { position, repeat } = await client.join(call.room).send(call.rest.join(" ")).done;
    process.stdout.write(`${position}${repeat ? " (it was there already)" : ""}\n`);
    client.close();
  } catch (error) {
    // A client that was closed has said why.
    if (client.state.kind !== "closed") fail(client, error instanceof Error ? error.message : String(error));
  }
}
