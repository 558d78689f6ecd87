import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Child } from "../run/child.ts";
import { type Pin, SERVER_CORE } from "../run/pin.ts";
import { type Peer, portOf, type Running, START_MS } from "./peer.ts";
import { type Speech, textSpeech } from "./speech.ts";

const MAIN = join(import.meta.dirname, "..", "..", "packages", "cli", "src", "main.ts");
const TOKEN = "bench-operator-token";

/** How the room of the bench keeps entries, where the data lies, and under which name a member comes. */
export interface MadangOptions {
  readonly retention: "volatile" | "forever";
  /** The folder that a data folder is made in; the system's temporary one if not given. */
  readonly parent?: string;
  /** `%d` gives every member its own name. */
  readonly memberName?: string;
  /** Other options of the server. */
  readonly flags?: readonly string[];
  /** Another speech than the bare WebSocket's. */
  readonly speech?: Speech;
}

/** Is the server there to be started? */
export function madangThere(): boolean {
  return existsSync(MAIN);
}

/** The server as it is shipped, with one room, `bench`. */
export function madang(options: MadangOptions): Peer {
  return {
    name: "madang",
    speech: options.speech ?? textSpeech(`/ws/bench?name=${options.memberName ?? "bench"}`),
    start: (pin) => start(pin, options),
  };
}

async function start(pin: Pin, { retention, parent = tmpdir(), flags = [] }: MadangOptions): Promise<Running> {
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, "madang-bench-"));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  process.once("exit", remove);
  const command = [process.execPath, MAIN, "serve", "--port", "0", "--data", folder, "--limits", "off", ...flags];
  const child = new Child(pin.on(SERVER_CORE, command), { MADANG_ADMIN_TOKEN: TOKEN });
  const stop = async (): Promise<void> => {
    await child.stop();
    process.off("exit", remove);
    remove();
  };
  try {
    const port = await child.hear(portOf, START_MS);
    await makeRoom(port, retention);
    return { port, pid: child.pid, fate: () => child.fate, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function makeRoom(port: number, retention: string): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/rooms/bench`, {
    method: "PUT",
    headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" },
    body: JSON.stringify({ retention }),
    signal: AbortSignal.timeout(START_MS),
  });
  if (!answer.ok) throw new Error(`PUT /api/rooms/bench: ${answer.status} ${await answer.text()}`);
}
