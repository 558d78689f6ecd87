import { Duplex } from "node:stream";
import { type DeflateAgreement, webSocketFraming } from "@madang/wire/websocket";
import { NodeHost } from "../src/node-host.ts";
import { WebSocketLink } from "../src/web-socket-link.ts";
import { WriteRound } from "../src/write-round.ts";
import { FakeGateway } from "./fake-gateway.ts";

const host = new NodeHost();

/** A link over a stream whose writes the test sees and holds back. */
export function linked({ deflate, highWaterMark = 1000 }: { deflate?: DeflateAgreement; highWaterMark?: number } = {}) {
  const ends: (() => void)[] = [];
  const writes: Buffer[] = [];
  const faults: unknown[] = [];
  const held: (() => void)[] = [];
  const net = { isHeld: false, isGone: false };
  const reasons: string[] = [];
  const stream = new Duplex({
    allowHalfOpen: true,
    highWaterMark,
    read: () => undefined,
    write: (bytes: Buffer, _encoding, done) => {
      writes.push(bytes);
      if (net.isHeld) held.push(done);
      else done();
    },
  });
  const gateway = new FakeGateway();
  const terms = {
    framing: webSocketFraming(host),
    round: new WriteRound({ atEnd: (call) => ends.push(call) }),
    options: { role: "server", host, maxMessageBytes: 300_000, deflate } as const,
    ended: (reason: string) => reasons.push(reason),
    gone: () => {
      net.isGone = true;
    },
    fault: (error: unknown) => faults.push(error),
  };
  const link = new WebSocketLink(stream, { admission: gateway.letIn() }, terms);
  const endTurn = (): void => {
    for (const end of ends.splice(0)) end();
  };
  /** Lets what was pushed arrive, and ends the turn. */
  const turn = async (): Promise<void> => {
    await new Promise(setImmediate);
    endTurn();
    await new Promise(setImmediate);
  };
  const release = async (): Promise<void> => {
    net.isHeld = false;
    for (const done of held.splice(0)) done();
    await turn();
  };
  /** Lets one write be taken, and holds the next. */
  const step = async (): Promise<void> => {
    held.shift()?.();
    await turn();
  };
  const push = (bytes: Uint8Array): boolean => stream.push(Buffer.from(bytes));
  return {
    link,
    stream,
    session: gateway.session,
    gateway,
    writes,
    faults,
    reasons,
    net,
    push,
    turn,
    endTurn,
    release,
    step,
  };
}
