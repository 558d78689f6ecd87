import { once } from "node:events";
import type { TestContext } from "node:test";
import { io, type Socket } from "socket.io-client";

/** How a stock client connects. */
export const TRANSPORTS = {
  polling: { transports: ["polling"] },
  websocket: { transports: ["websocket"] },
  upgraded: { transports: ["polling", "websocket"] },
} as const;

/** What came with an event of the chat. */
export type Heard = readonly [event: string, ...args: unknown[]];

/** A stock client, and all that it has heard. */
export interface StockClient {
  readonly socket: Socket;
  readonly heard: Heard[];
  /** Asks, and answers the acknowledgement. */
  ask(event: string, ...args: unknown[]): Promise<Record<string, unknown>>;
  /** The texts of the messages so far. */
  texts(): string[];
  /** Waits until this is so; looked at whenever something comes. */
  until(check: () => boolean): Promise<void>;
}

export async function stockClient(
  t: TestContext,
  port: number,
  { transport = "websocket", name }: { readonly transport?: keyof typeof TRANSPORTS; readonly name: string },
): Promise<StockClient> {
  const socket = io(`http://127.0.0.1:${port}`, {
    ...TRANSPORTS[transport],
    transports: [...TRANSPORTS[transport].transports],
    auth: { name },
    forceNew: true,
    reconnectionDelay: 50,
    reconnectionDelayMax: 200,
  });
  t.after(() => socket.disconnect());
  const heard: Heard[] = [];
  const news = new EventTarget();
  const look = (): void => void news.dispatchEvent(new Event("news"));
  socket.onAny((event: string, ...args: unknown[]) => {
    heard.push([event, ...args]);
    look();
  });
  const until = async (check: () => boolean): Promise<void> => {
    while (!check()) await once(news, "news", { signal: AbortSignal.timeout(10_000) });
  };
  for (const event of ["connect", "disconnect", "connect_error"]) socket.on(event, look);
  await until(() => socket.connected);
  const ask = (event: string, ...args: unknown[]): Promise<Record<string, unknown>> =>
    socket.timeout(10_000).emitWithAck(event, ...args) as Promise<Record<string, unknown>>;
  const texts = (): string[] => heard.flatMap(([event, entry]) => (event === "message" ? [textOf(entry)] : []));
  return { socket, heard, ask, texts, until };
}

function textOf(entry: unknown): string {
  return (entry as { readonly text: string }).text;
}
