import { help, OptionProblem, type Options, readOptions } from "./options.ts";
import { count, details, tableRow, verdict } from "./report.ts";
import { run } from "./run/run.ts";
import { TRANSPORTS } from "./transports/all.ts";
import type { Transport } from "./transports/transport.ts";

/** Whatever a run left is wrong: 1. A wrong option: 2. */
const FOUND = 1;
const WRONG_OPTION = 2;

/** The ways into a server that is broken on purpose, which speaks the native protocol over WebSocket and nothing else. */
const BY_WEBSOCKET = /^(native(-deflate)?|client)$/;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => process.exit(130));
if (process.argv.includes("--help")) process.stdout.write(help());
else await begin(process.argv.slice(2));

async function begin(args: readonly string[]): Promise<void> {
  try {
    const options = readOptions(args, Math.floor(Math.random() * 2 ** 32) + 1);
    await play(options, chosen(options));
  } catch (error) {
    if (!(error instanceof OptionProblem)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = WRONG_OPTION;
  }
}

async function play(options: Options, transports: readonly Transport[]): Promise<void> {
  const { seed, seconds, readers, writers, sabotage } = options;
  const over = transports.map(({ name }) => name).join(", ");
  say(`seed ${seed}: ${seconds} s, ${readers} readers and ${writers} writers over ${over}`);
  if (sabotage !== undefined) say(`the server is broken on purpose: ${sabotage}`);
  const outcome = await run(options, transports);
  const { findings, views, journal, counts, shares, missing, faults } = outcome;
  if (missing !== undefined) say(missing);
  for (const fault of faults.slice(0, 5)) say(`the server logged ${fault}`);
  for (const [what, number] of Object.entries(counts))
    say(`${what.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}: ${number}`);
  for (const [name, { read, receipts }] of shares) say(`over ${name}: ${read} read, ${receipts} receipts`);
  for (const line of details(findings, views, journal)) say(line);
  say(
    `${count(findings, "never sent")} never sent, ${count(findings, "misplaced")} misplaced, ${count(findings, "stuck")} stuck`,
  );
  say(tableRow(options, outcome));
  say(verdict(findings));
  process.exit(findings.length > 0 ? FOUND : 0);
}

function chosen({ transports, sabotage }: Options): readonly Transport[] {
  const named = transports.length === 0 ? TRANSPORTS : TRANSPORTS.filter(({ name }) => transports.includes(name));
  const unknown = transports.find((name) => !TRANSPORTS.some((transport) => transport.name === name));
  if (unknown !== undefined) {
    throw new OptionProblem(
      `--transports: there is no ${unknown}; there are ${TRANSPORTS.map(({ name }) => name).join(", ")}`,
    );
  }
  return sabotage === undefined ? named : named.filter(({ name }) => BY_WEBSOCKET.test(name));
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
