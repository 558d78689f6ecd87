import { fileURLToPath } from "node:url";
import { compose, type Logger, makeLog, OptionError, type Running, readSettings, type Settings } from "@madang/server";
import { keepHeapSmall } from "./small-heap.ts";

/** Where the page is built to. */
const PAGE = fileURLToPath(new URL("../../elements/dist", import.meta.url));
/** Exit codes: 2 for a wrong option, 1 for a server that cannot start. */
const WRONG_OPTION = 2;
const CANNOT_START = 1;

/** `madang serve`: runs the server until a signal ends it. */
export async function serve(args: readonly string[]): Promise<void> {
  keepHeapSmall();
  const settings = settingsOf(args);
  if (settings === undefined) return;
  const log = makeLog(settings, process.stdout.isTTY === true);
  const running = await start(settings, log);
  if (running === undefined) return;
  const scheme = settings["tls-cert"] === undefined ? "http" : "https";
  const url = `${scheme}://${settings.host.includes(":") ? `[${settings.host}]` : settings.host}:${running.port}/chat`;
  const { host, data } = settings;
  const address = url.replace("127.0.0.1", "localhost");
  log.info(
    { port: running.port, stompPort: running.stompPort, host, data, url },
    `Madang is open at ${address}${hint(settings)}`,
  );
  if (running.madeToken !== undefined) showToken(running.madeToken, log);
  let stopping = false;
  const stop = (signal: string): void => {
    // The terminal signals the whole group, and the launcher passes its own signal on: the second one is the same.
    if (stopping) return;
    stopping = true;
    log.info({ signal }, "stopping");
    running.close().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, "could not stop in order");
        process.exit(CANNOT_START);
      },
    );
  };
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, () => stop(signal));
}

function settingsOf(args: readonly string[]): Settings | undefined {
  try {
    return readSettings(args, process.env);
  } catch (error) {
    if (!(error instanceof OptionError)) throw error;
    refuse(error.message, WRONG_OPTION);
    return undefined;
  }
}

async function start(settings: Settings, log: Logger): Promise<Running | undefined> {
  try {
    return await compose(settings, log, PAGE);
  } catch (error) {
    refuse(reasonOf(error, settings), CANNOT_START);
    return undefined;
  }
}

function reasonOf(error: unknown, { host, port }: Settings): string {
  const { code, syscall, message } = error as NodeJS.ErrnoException;
  if (syscall !== "listen" && syscall !== "getaddrinfo") return message;
  if (code === "EADDRINUSE") return `--port: ${port} is in use on ${host}; take another, or 0 for a free one`;
  return `--host ${host} --port ${port}: ${message}`;
}

/** Whatever the log's level is: there is no second time. */
function showToken(token: string, log: Logger): void {
  const line = `The operator's token, shown this once and kept in the data folder: ${token}`;
  log.child({ operatorToken: token }, { level: "info" }).info(line);
}

function hint({ host }: Settings): string {
  const local = host === "127.0.0.1" || host === "::1" || host === "localhost";
  return local ? " (this machine only; --host 0.0.0.0 opens it to the network)" : "";
}

function refuse(why: string, code: number): void {
  process.stderr.write(`madang: ${why.replace(/[\r\n]+/g, " ")}\n`);
  process.exitCode = code;
}
