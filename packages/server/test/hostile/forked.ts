import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import type { TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { Peer } from "../../../net/test/peer.ts";
import { tempFolder } from "../served.ts";

const TRIES = 500;

const SERVER = fileURLToPath(new URL("forked-server.ts", import.meta.url));

/** A server in another process, whose memory is its own. */
export interface Forked {
  readonly port: number;
  /** Hostile peers whose WebSockets are open; they go before the server does, which would wait for their goodbyes. */
  enter(count: number, target: string, fields?: Readonly<Record<string, string>>): Promise<Peer[]>;
  /** Resolves when all of them have gone. */
  alone(): Promise<void>;
  /** Bytes that it holds, after everything that can go has gone. */
  held(): Promise<number>;
}

export async function forked(t: TestContext): Promise<Forked> {
  const folder = await tempFolder(t);
  const child = fork(SERVER, [folder], { execArgv: ["--expose-gc"], stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const hostile: Peer[] = [];
  t.after(async () => {
    for (const peer of hostile) peer.socket.destroy();
    if (child.exitCode !== null || child.signalCode !== null) throw new Error("the server has ended by itself");
    child.send("stop");
    await once(child, "exit");
  });
  const { port } = await told<{ port: number }>(child);
  const held = async (): Promise<number> => {
    child.send("held");
    return (await told<{ held: number }>(child)).held;
  };
  const enter: Forked["enter"] = async (count, target, fields) => {
    const peers = await Promise.all(Array.from({ length: count }, () => Peer.join(port, target, fields)));
    hostile.push(...peers);
    return peers;
  };
  const alone = async (): Promise<void> => {
    for (let left = TRIES; left > 0; left--) {
      const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
      if (/^madang_websocket_connections 0$/m.test(metrics)) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error("connections of peers that have gone are still there");
  };
  return { port, enter, alone, held };
}

async function told<T>(child: ChildProcess): Promise<T> {
  const [message] = (await once(child, "message")) as [T];
  return message;
}
