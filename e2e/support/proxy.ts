import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { ROOT } from "./process.ts";

/** 10 s for a proxy to listen, on a machine that is busy with other tests. */
const OPEN_MS = 10_000;

/** A proxy of the system's packages, and how it is started with a configuration of docs/deploy. */
export interface ProxyKind {
  readonly name: string;
  readonly file: string;
  command(configuration: string, folder: string): readonly [program: string, ...args: string[]];
}

export const PROXIES: readonly ProxyKind[] = [
  {
    name: "nginx",
    file: "nginx.conf",
    command: (configuration, folder) => [
      "nginx",
      "-p",
      folder,
      "-c",
      configuration,
      "-g",
      `daemon off; pid ${folder}/pid; error_log ${folder}/error.log;`,
    ],
  },
  { name: "haproxy", file: "haproxy.cfg", command: (configuration) => ["haproxy", "-db", "-f", configuration] },
  {
    name: "caddy",
    file: "Caddyfile",
    command: (configuration) => ["caddy", "run", "--adapter", "caddyfile", "--config", configuration],
  },
];

export function isInstalled({ name }: ProxyKind): boolean {
  return spawnSync(name, [name === "caddy" ? "version" : "-v"]).status === 0;
}

/** One of them before a server, until it is closed. */
export class ReverseProxy {
  readonly port: number;
  readonly #child: ChildProcess;
  readonly #folder: string;

  private constructor(child: ChildProcess, port: number, folder: string) {
    this.#child = child;
    this.port = port;
    this.#folder = folder;
  }

  /** With the configuration of the docs as it stands, but for the ports. */
  static async before(server: number, kind: ProxyKind): Promise<ReverseProxy> {
    const [folder, port] = [mkdtempSync(path.join(tmpdir(), "madang-proxy-")), await freePort()];
    const configuration = path.join(folder, kind.file);
    const text = readFileSync(path.join(ROOT, "docs/deploy", kind.file), "utf8");
    const listens = text
      .replace(/(listen |bind :|^:)80\b/m, `$1${port}`)
      .replaceAll("127.0.0.1:8080", `127.0.0.1:${server}`);
    writeFileSync(configuration, kind.name === "caddy" ? `{\n\tadmin off\n}\n${listens}` : listens);
    const [program, ...args] = kind.command(configuration, folder);
    const env = { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
    const proxy = new ReverseProxy(spawn(program, args, { stdio: "ignore", env }), port, folder);
    await proxy.#open();
    return proxy;
  }

  async close(): Promise<void> {
    if (this.#child.exitCode === null) {
      this.#child.kill("SIGTERM");
      await once(this.#child, "close");
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Until it passes a request on: HAProxy looks whether the server is ready before it does. */
  async #open(): Promise<void> {
    const deadline = Date.now() + OPEN_MS;
    for (;;) {
      const status = await fetch(`http://127.0.0.1:${this.port}/healthz`).then(
        ({ status }) => status,
        () => 0,
      );
      if (status === 200) return;
      if (Date.now() > deadline || this.#child.exitCode !== null) {
        await this.close();
        throw new Error(`the proxy did not open (status ${status})`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}
