import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { pino } from "pino";
import { Peer } from "../../net/test/peer.ts";
import { compose, type Running } from "../src/compose.ts";
import { readSettings } from "../src/settings.ts";

/** A page for the tests, as the elements are built to. */
export const PAGE: string = fileURLToPath(new URL("page", import.meta.url));
export const TOKEN = "a-token-for-the-tests";

/** A folder that goes with the test. */
export async function tempFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "madang-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface Served extends Running {
  readonly folder: string;
  /** What was logged, a line each. */
  readonly lines: string[];
  /** Opens `/ws/{room}` as a guest. */
  join(name: string, room?: string, fields?: Readonly<Record<string, string>>): Promise<Peer>;
  /** As the operator. */
  api(method: string, path: string, body?: unknown): Promise<Response>;
  fetch(path: string, init?: RequestInit): Promise<Response>;
}

/** The whole server, on a folder and a port of its own. */
export async function served(t: TestContext, ...flags: string[]): Promise<Served> {
  const folder = await tempFolder(t);
  const settings = readSettings(["--port=0", `--data=${folder}`, `--admin-token=${TOKEN}`, ...flags], {});
  const lines: string[] = [];
  const running = await compose(settings, pino({ level: "info" }, { write: (line) => lines.push(line) }), PAGE);
  const peers: Peer[] = [];
  t.after(async () => {
    for (const peer of peers) peer.socket.destroy();
    await running.close();
  });
  const go = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`http://127.0.0.1:${running.port}${path}`, { redirect: "manual", ...init });
  return {
    ...running,
    folder,
    lines,
    fetch: go,
    join: async (name, room = "chat", fields) => {
      const target = `/ws/${encodeURIComponent(room)}?name=${encodeURIComponent(name)}`;
      const peer = await Peer.join(running.port, target, fields);
      peers.push(peer);
      return peer;
    },
    api: (method, path, body) =>
      go(path, {
        method,
        headers: {
          authorization: `Bearer ${TOKEN}`,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
  };
}

/** A response's problem document, checked to be one. */
export async function problemOf(response: Response): Promise<{ status: number; title: string; detail: string }> {
  const type = response.headers.get("content-type");
  if (type !== "application/problem+json") throw new Error(`${response.status} ${type}: ${await response.text()}`);
  const problem = (await response.json()) as { status: number; title: string; detail: string };
  if (problem.status !== response.status) throw new Error(`${problem.status} in a ${response.status}`);
  return problem;
}
