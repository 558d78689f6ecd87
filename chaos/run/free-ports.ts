import { once } from "node:events";
import { createServer } from "node:net";
import type { Ports } from "../transports/ports.ts";

/**
 * Below what systems give to connections that go out (from 32,768 on Linux, from 49,152 elsewhere): a server that comes
 * back must find its port free, and a connection to a port where nobody listens must not end up at itself.
 */
const LOWEST = 20_000;
const HIGHEST = 32_000;
const TRIES = 100;

/** Two ports at which nobody listens. */
export async function freePorts(): Promise<Ports> {
  const port = await freePort();
  for (;;) {
    const stompPort = await freePort();
    if (stompPort !== port) return { port, stompPort };
  }
}

async function freePort(): Promise<number> {
  for (let tries = 0; tries < TRIES; tries++) {
    const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST));
    if (await isFree(port)) return port;
  }
  throw new Error(`no port from ${LOWEST} to ${HIGHEST} was free in ${TRIES} tries`);
}

async function isFree(port: number): Promise<boolean> {
  const listener = createServer();
  try {
    listener.listen(port, "127.0.0.1");
    await once(listener, "listening");
  } catch {
    return false;
  }
  const closed = once(listener, "close");
  listener.close();
  await closed;
  return true;
}
