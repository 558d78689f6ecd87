import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { Dice } from "../dice.ts";
import { textOf } from "../message.ts";
import { freePorts } from "../run/free-ports.ts";
import { headOf } from "../run/read-log.ts";
import { REAL_SERVER, ServerProcess } from "../run/server-process.ts";
import { TRANSPORTS } from "../transports/all.ts";
import { nativeTransport } from "../transports/native.ts";
import type { Spot, Transport } from "../transports/transport.ts";

/** How long anything may take here, in milliseconds: nothing stands in the way. */
const PATIENCE_MS = 20_000;

/** A server, and links to it that end before it does. */
interface Yard {
  readonly links: { close(): void }[];
  spotOf(name: string): Spot;
}

async function served(t: TestContext): Promise<Yard> {
  const folder = mkdtempSync(join(tmpdir(), "madang-chaos-"));
  const ports = await freePorts();
  const server = new ServerProcess({ command: [REAL_SERVER], ...ports, data: join(folder, "data"), environment: {} });
  const links: { close(): void }[] = [];
  t.after(async () => {
    for (const link of links) link.close();
    await server.kill();
    rmSync(folder, { recursive: true, force: true });
  });
  assert.ok((await server.open) !== undefined, server.complaint);
  return { links, spotOf: (name) => ({ ...ports, room: "chat", name, dice: new Dice(1, name) }) };
}

/** What comes to pass in time, or why it does not. */
function inTime<T>(what: string): { promise: Promise<T>; resolve(value: T): void; fail(why: string): void } {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const fail = (why: string): void => reject(new Error(`${what}: ${why}`));
  const timer = setTimeout(fail, PATIENCE_MS, `not within ${PATIENCE_MS} ms`);
  return { promise: promise.finally(() => clearTimeout(timer)), resolve, fail };
}

/** Sends message `number`; resolves with the place that its receipt names, where it does. */
function written({ links, spotOf }: Yard, { name, write }: Transport, number: number): Promise<string | undefined> {
  const { promise, resolve, fail } = inTime<string | undefined>(`a receipt over ${name}`);
  const link = write?.(spotOf(`쓰는이${number}`), {
    opened: () => link?.send(number, textOf(number)),
    receipt: (_number, position) => resolve(position),
    refused: (_number, why) => fail(why),
    conflict: () => fail("a conflict"),
    closed: fail,
  });
  if (link !== undefined) links.push(link);
  return promise;
}

type Placed = readonly [position: string | undefined, text: string];

/** As many texts after a place as there are transports, with where they are said to stand. */
function read({ links, spotOf }: Yard, { name, read }: Transport, from: string): Promise<Placed[]> {
  const count = TRANSPORTS.length;
  const { promise, resolve, fail } = inTime<Placed[]>(`${count} entries over ${name}`);
  const placed: Placed[] = [];
  const link = read(spotOf(`읽는이-${name}`), from, {
    begun: () => undefined,
    seen: ({ position, text }) => {
      if (placed.push([position, text]) === count) resolve(placed);
    },
    stands: () => undefined,
    alive: () => undefined,
    gone: fail,
    closed: fail,
  });
  links.push(link);
  return promise;
}

test("every transport writes with receipts, and all that give positions read the same from the beginning", async (t) => {
  const yard = await served(t);
  const from = await headOf(nativeTransport("native", false), yard.spotOf("심판"));
  const writing = TRANSPORTS.map(async (transport, number) => [textOf(number), await written(yard, transport, number)]);
  const receipts = new Map((await Promise.all(writing)) as [string, string | undefined][]);
  const resuming = TRANSPORTS.filter(({ resumes }) => resumes);
  const views = await Promise.all(resuming.map((transport) => read(yard, transport, from)));
  const [first = []] = views;
  for (const [index, view] of views.entries()) assert.deepEqual(view, first, resuming[index]?.name);
  assert.deepEqual(new Set(first.map(([, text]) => text)), new Set(receipts.keys()));
  for (const [position, text] of first) assert.equal(receipts.get(text) ?? position, position);
});
