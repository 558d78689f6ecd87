import { Process } from "./process.ts";

export const SECRET = "a secret that only the site and its chat know".replaceAll(" ", "-");

/** A site of `examples/` as a process, on a free port. */
export class Example {
  readonly url: string;
  readonly #process: Process;

  private constructor(url: string, process: Process) {
    this.url = url;
    this.#process = process;
  }

  static async start(name: "embed" | "plain", environment: Readonly<Record<string, string>>): Promise<Example> {
    const { process, said } = await Process.start({
      args: [`examples/${name}/server.ts`],
      environment: { SECRET, PORT: "0", ...environment },
      open: /(http:\/\/localhost:\d+)\//,
    });
    return new Example(said, process);
  }

  async close(): Promise<void> {
    await this.#process.end("SIGTERM");
  }
}
