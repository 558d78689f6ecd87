import { parseArgs } from "node:util";
import { probeServer } from "./probe/probe.ts";

/** `madang probe <url> [--room <room>]`: which ways to a server are open from here. Exit code 1 when one is not. */
export async function probe(args: readonly string[]): Promise<void> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { room: { type: "string", default: "chat" } },
  });
  const [address = ""] = positionals;
  if (!/^https?:\/\//.test(address) || !URL.canParse(address)) {
    process.stderr.write("madang probe <url>: an address such as https://chat.example\n");
    process.exitCode = 2;
    return;
  }
  const server = new URL(address.endsWith("/") ? address : `${address}/`);
  const { text, allOpen } = await probeServer({ server, room: values.room });
  process.stdout.write(`${text}\n`);
  if (!allOpen) process.exitCode = 1;
}
