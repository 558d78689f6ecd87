import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import { frame, OPCODE, type Opcode } from "@madang/wire/websocket";
import { Peer } from "../../../net/test/peer.ts";
import { type Served, served } from "../served.ts";

/** A whole server with two people who talk, whatever hostile peers do meanwhile. */
export interface Siege extends Served {
  /** A hostile peer whose WebSocket is open. */
  enter(target?: string, fields?: Readonly<Record<string, string>>): Promise<Peer>;
  /** A hostile peer that has connected, and said nothing. */
  knock(): Promise<Peer>;
  /** The two still talk, and nothing was logged as a fault of ours. */
  stands(): Promise<void>;
  /** Resolves when the two have the server to themselves again. */
  alone(): Promise<void>;
}

const SOME_KEY = 0x37fa213d;
const TRIES = 500;

export async function siege(t: TestContext): Promise<Siege> {
  const hostile: Peer[] = [];
  // Before the server is closed, which waits for their goodbyes.
  t.after(() => {
    for (const peer of hostile) peer.socket.destroy();
  });
  const server = await served(t);
  const [영희, 철수] = [await server.join("영희"), await server.join("철수")];
  const kept = async (opening: Promise<Peer>): Promise<Peer> => {
    const peer = await opening;
    hostile.push(peer);
    return peer;
  };
  let said = 0;
  return {
    ...server,
    enter: (target = "/ws/chat?name=mallory", fields = {}) => kept(Peer.join(server.port, target, fields)),
    knock: () => kept(Peer.open(server.port)),
    stands: async () => {
      const line = `still here ${++said}`;
      영희.send(masked(OPCODE.text, Buffer.from(line)));
      await Promise.all([영희.heard(`영희:${line}`), 철수.heard(`영희:${line}`)]);
      assert.deepEqual(
        server.lines.filter((logged) => logged.includes('"msg":"fault"')),
        [],
      );
    },
    alone: async () => {
      for (let left = TRIES; left > 0; left--) {
        const metrics = await (await server.fetch("/metrics")).text();
        if (/^madang_websocket_connections 2$/m.test(metrics)) return;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      assert.fail("connections of peers that have gone are still there");
    },
  };
}

/** A client's frame. */
export function masked(opcode: Opcode, payload: Uint8Array, fin = true): Uint8Array {
  return frame(opcode, payload, { fin, mask: SOME_KEY });
}

/** The same bytes so many times. */
export function times(count: number, bytes: Uint8Array): Uint8Array {
  return Buffer.concat(Array<Uint8Array>(count).fill(bytes));
}
