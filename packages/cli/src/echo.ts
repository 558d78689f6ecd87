import { type EchoHost, type EchoSettings, openEchoHost } from "@madang/server";

const USAGE = "madang echo [--port 9001] [--h2c-port 9002] [--stomp-port 61613] [--host 127.0.0.1]";
/** Exit codes: 2 for a wrong option, 1 for a host that cannot open. */
const WRONG_OPTION = 2;
const CANNOT_START = 1;

/** `madang echo`: the bare engine, for conformance suites, until a signal ends it. */
export async function echo(args: readonly string[]): Promise<void> {
  const settings = readEchoSettings(args);
  if (settings === undefined) {
    process.stderr.write(`madang: ${USAGE}\n`);
    process.exitCode = WRONG_OPTION;
    return;
  }
  const host = await open(settings);
  if (host === undefined) return;
  const h2c = host.h2cPort === undefined ? "" : `, HTTP/2 with prior knowledge on port ${host.h2cPort}`;
  const stomp = host.stompPort === undefined ? "" : `, STOMP over TCP on port ${host.stompPort}`;
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    void host.close().then(() => process.exit(0));
  };
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, stop);
  // Whoever reads this may signal at once.
  process.stdout.write(`Echo on ws://${settings.host}:${host.port}/${h2c}${stomp}\n`);
}

/** Undefined for options that there are not, or a value that is none. */
export function readEchoSettings(args: readonly string[]): EchoSettings | undefined {
  const values = new Map([
    ["--host", "127.0.0.1"],
    ["--port", "9001"],
  ]);
  const words = args.flatMap((arg) => (/^--[a-z0-9-]+=/.test(arg) ? splitOnce(arg) : [arg]));
  for (let index = 0; index < words.length; index += 2) {
    const [flag = "", value = ""] = words.slice(index, index + 2);
    if (!["--host", "--port", "--h2c-port", "--stomp-port"].includes(flag) || value === "") return undefined;
    values.set(flag, value);
  }
  const port = portOf(values.get("--port"));
  const h2cPort = portOf(values.get("--h2c-port"));
  const stompPort = portOf(values.get("--stomp-port"));
  if (port === undefined || (values.has("--h2c-port") && h2cPort === undefined)) return undefined;
  if (values.has("--stomp-port") && stompPort === undefined) return undefined;
  const more = stompPort === undefined ? {} : { stompPort };
  return { host: values.get("--host") ?? "", port, h2cPort, ...more };
}

function splitOnce(arg: string): string[] {
  const at = arg.indexOf("=");
  return [arg.slice(0, at), arg.slice(at + 1)];
}

function portOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined;
}

async function open(settings: EchoSettings): Promise<EchoHost | undefined> {
  try {
    return await openEchoHost(settings, (error) => process.stderr.write(`madang: fault: ${String(error)}\n`));
  } catch (error) {
    process.stderr.write(`madang: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = CANNOT_START;
    return undefined;
  }
}
