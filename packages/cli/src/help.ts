import { flagOf, OPTIONS, variableOf } from "@madang/server";

const COMMANDS: readonly (readonly [command: string, what: string])[] = [
  ["serve [options]", "starts the chat server"],
  ["probe <url> [--room <room>]", "tells which ways to a server are open from here"],
  ["tail <url> <room>", "prints a room's messages as they come: --from start|<position>, --transport, --json"],
  ["send <url> <room> <text>", "sends one message: --name, --id, --transport; a token in MADANG_TOKEN"],
  ["backup <folder> [--data]", "copies the data folder, of a running server too, into a new folder"],
  ["restore <folder> [--data]", "puts such a copy in the data folder's place; no server may run there"],
  ["echo [options]", "services for conformance suites: --port, --h2c-port, --host"],
  ["help", "prints this"],
];

/** What `madang help` prints. */
export function help(): string {
  const options = Object.values(OPTIONS).map((option) => {
    const fallback = option.fallback === undefined || option.fallback === "" ? "" : ` [${option.fallback}]`;
    return `  ${`${flagOf(option)} ${option.value}`.padEnd(28)} ${option.help}${fallback}\n  ${"".padEnd(28)} ${variableOf(option)}\n`;
  });
  const commands = COMMANDS.map(([command, what]) => `madang ${command.padEnd(32)} ${what}\n`);
  return `${commands.join("")}\nOptions of serve, each also an environment variable:\n${options.join("")}`;
}
