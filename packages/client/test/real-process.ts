import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

const MAIN = new URL("../../cli/src/main.ts", import.meta.url).pathname;

/** The real server. Resolves with the process and its port once it listens. */
export async function serve(data: string, port = 0): Promise<{ readonly child: ChildProcess; readonly port: number }> {
  const args = [MAIN, "serve", "--port", String(port), "--data", data];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  for await (const line of createInterface({ input: child.stdout })) {
    const said: unknown = JSON.parse(line);
    if (typeof said !== "object" || said === null || !("port" in said)) continue;
    child.stdout.resume();
    return { child, port: Number(said.port) };
  }
  throw new Error(`the server ended with ${child.exitCode}`);
}

export async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const gone = once(child, "exit");
  child.kill(signal);
  await gone;
}
