import type { EntryObject } from "@madang/wire/native";
import { Fault } from "./fault.ts";
import { logOf, type Requests } from "./requests.ts";

/** A stretch of a room's past, and the places where it begins and ends. */
export interface Page {
  readonly start: string;
  readonly end: string;
  readonly entries: readonly EntryObject[];
  readonly earlier: boolean;
}

export interface PageQuery {
  readonly before: string;
  readonly limit: number;
  readonly signal: AbortSignal;
}

/** What stands before a place (docs/http-log.md, "Upwards"). Rejects with a `Fault`. */
export async function readPage(requests: Requests, room: string, { before, limit, signal }: PageQuery): Promise<Page> {
  const query = [
    ["before", before],
    ["limit", String(limit)],
  ] as const;
  return requests.ask(logOf(room), { query, signal }, async (response) => {
    const entries: unknown = await response.json();
    const start = response.headers.get("Stream-Previous-Offset");
    const end = response.headers.get("Stream-Next-Offset");
    if (!Array.isArray(entries) || start === null || end === null) throw new Fault(0);
    const earlier = !response.headers.has("Stream-At-Beginning");
    return { start, end, entries: entries as readonly EntryObject[], earlier };
  });
}
