import { parseArgs } from "node:util";
import { Client, type ClientOptions, type Transport } from "@madang/client";

const TRANSPORTS: readonly string[] = ["websocket", "sse", "long-poll", "poll"] satisfies Transport[];
/** Exit code for a wrong argument. */
export const WRONG_OPTION = 2;
/** Exit code for what the server has refused. */
export const REFUSED = 1;

type Flags = Readonly<Record<string, { readonly type: "string" | "boolean" }>>;

/** What a command at a server was called with. */
export interface Call {
  readonly client: ClientOptions;
  readonly room: string;
  /** What stands behind the room. */
  readonly rest: readonly string[];
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
}

/** Reads `<url> <room> … [--name] [--transport]` and flags of the command's own; a text says what is wrong. */
export function readCall(
  args: readonly string[],
  flags: Flags,
  environment: NodeJS.ProcessEnv = process.env,
): Call | string {
  const options = { name: { type: "string" }, transport: { type: "string" }, ...flags } as const;
  let parsed: ReturnType<typeof parseArgs>;
  try {
    parsed = parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const values = parsed.values as Call["values"];
  const [url = "", room = "", ...rest] = parsed.positionals;
  if (!/^(https?|wss?):\/\//.test(url) || !URL.canParse(url)) return "<url> is an address such as https://chat.example";
  if (room === "") return "<room> is missing";
  const { name, transport } = values;
  if (transport !== undefined && !TRANSPORTS.includes(String(transport)))
    return `--transport is one of ${TRANSPORTS.join(", ")}`;
  const token = environment["MADANG_TOKEN"];
  const client = {
    url,
    ...(typeof name === "string" ? { name } : {}),
    ...(token === undefined || token === "" ? {} : { token }),
    ...(transport === undefined ? {} : { transports: [transport as Transport] }),
  };
  return { client, room, rest, values };
}

/** A client that ends the command when the server does not let it in; `close` it when all is done. */
export function dial(options: ClientOptions): Client {
  const client = new Client(options);
  client.on("state", (state) => {
    if (state.kind === "waiting") process.stderr.write(`madang: ${state.why}; trying again\n`);
    if (state.kind === "closed" && state.code !== 1000) fail(client, state.why);
  });
  return client;
}

/** Says why, and ends the command. */
export function fail(client: Client, why: string): void {
  process.stderr.write(`madang: ${why}\n`);
  process.exitCode = REFUSED;
  client.close();
}

/** Says how a command is to be called. */
export function usage(why: string, how: string): void {
  process.stderr.write(`madang: ${why}\n${how}\n`);
  process.exitCode = WRONG_OPTION;
}
