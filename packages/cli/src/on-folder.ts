import { OptionError, readSettings, StoreOpenError } from "@madang/server";

/** Exit codes: 2 for a wrong command line, 1 for a folder that cannot be had. */
const WRONG_USE = 2;
const FAILED = 1;

/** Runs a command on a folder and the data folder, `madang <command> <folder> [--data …]`; prints what it answers. */
export function onFolder(
  command: string,
  args: readonly string[],
  run: (folder: string, data: string) => string,
): void {
  const [folder = "", ...flags] = args;
  if (folder === "" || folder.startsWith("-")) {
    refuse(`madang ${command} <folder>: name the folder first`, WRONG_USE);
    return;
  }
  try {
    const { data } = readSettings(flags, process.env);
    process.stdout.write(`${run(folder, data)}\n`);
  } catch (error) {
    if (error instanceof OptionError) refuse(error.message, WRONG_USE);
    else if (error instanceof StoreOpenError) refuse(error.message, FAILED);
    else refuse(String(error), FAILED);
  }
}

function refuse(why: string, code: number): void {
  process.stderr.write(`madang: ${why.replace(/[\r\n]+/g, " ")}\n`);
  process.exitCode = code;
}
