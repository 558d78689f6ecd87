import type { LogLine } from "../judge/log-line.ts";
import type { Spot, Transport } from "../transports/transport.ts";

/** How long the whole log may take, in milliseconds. */
const PATIENCE_MS = 120_000;

/** The place at the log's end, asked for over a fresh connection. */
export function headOf(transport: Transport, spot: Spot): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const reader = transport.read(spot, undefined, {
    begun: resolve,
    seen: () => undefined,
    stands: () => undefined,
    alive: () => undefined,
    gone: (why) => reject(new Error(why)),
    closed: (why) => reject(new Error(`closed: ${why}`)),
  });
  return withPatience(promise, () => reader.close());
}

/** The log from its begin to `end`, read over a fresh connection. */
export function readLog(
  transport: Transport,
  spot: Spot,
  { origin, end }: { origin: string; end: string },
): Promise<LogLine[]> {
  const lines: LogLine[] = [];
  if (origin === end) return Promise.resolve(lines);
  const { promise, resolve, reject } = Promise.withResolvers<LogLine[]>();
  const reader = transport.read(spot, origin, {
    begun: () => undefined,
    seen: ({ offset = 0, position = "", id = "", author, text }) => {
      if (lines.at(-1)?.position === end) return;
      lines.push({ offset, position, id, author, text });
      if (position === end) resolve(lines);
    },
    stands: () => undefined,
    alive: () => undefined,
    gone: (why) => reject(new Error(why)),
    closed: (why) => reject(new Error(`closed after ${lines.length} entries: ${why}`)),
  });
  return withPatience(promise, () => reader.close());
}

function withPatience<T>(promise: Promise<T>, done: () => void): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`the log did not come within ${PATIENCE_MS} ms`)), PATIENCE_MS);
  return Promise.race([promise, late]).finally(() => {
    clearTimeout(timer);
    done();
  });
}
