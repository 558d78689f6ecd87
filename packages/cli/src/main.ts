#!/usr/bin/env node
import { COMMANDS } from "./commands.ts";

const [name = "help", ...args] = process.argv.slice(2);
const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
if (name === "help" || args.includes("--help") || name === "--help") {
  const { help } = await import("./help.ts");
  process.stdout.write(help());
} else if (command === undefined) {
  process.stderr.write(`madang: there is no command ${name}; madang help lists them\n`);
  process.exitCode = 2;
} else {
  await command(args);
}
