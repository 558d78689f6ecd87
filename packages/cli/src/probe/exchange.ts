import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";

/** 10 s for a server, or for what stands before it, to say something. */
const PATIENCE_MS = 10_000;

/** A response as far as its head, with the time that took; `upgraded` when the connection is no longer HTTP. */
export interface Exchange {
  readonly response: IncomingMessage;
  readonly upgraded: boolean;
  readonly ms: number;
  /** Lets go of the connection. */
  end(): void;
}

/** Sends one request and waits for the head of its answer. Rejects with the network's error, or after 10 s. */
export function exchange(url: URL, headers: Readonly<Record<string, string>> = {}): Promise<Exchange> {
  const started = performance.now();
  const request = (url.protocol === "https:" ? httpsRequest : httpRequest)(url, { headers });
  return new Promise((resolve, reject) => {
    const done = (response: IncomingMessage, upgraded: boolean): void => {
      request.setTimeout(0);
      resolve({ response, upgraded, ms: performance.now() - started, end: () => response.destroy() });
    };
    request.on("response", (response) => done(response, false));
    request.on("upgrade", (response, socket) => {
      response.on("close", () => socket.destroy());
      done(response, true);
      socket.destroy();
    });
    request.on("error", reject);
    request.setTimeout(PATIENCE_MS, () => request.destroy(new Error("no answer within 10 s")));
    request.end();
  });
}

/** The first bytes of a response's body; undefined when none come within `patience` milliseconds. */
export async function firstBytes(response: IncomingMessage, patience: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), patience);
    response.once("data", (bytes: Buffer) => {
      clearTimeout(timer);
      resolve(bytes.toString());
    });
    response.once("close", () => resolve(undefined));
  });
}
