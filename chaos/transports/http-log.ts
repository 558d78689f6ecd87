import { idOf } from "../message.ts";
import { type Answer, HttpLine } from "./http-line.ts";
import type { ReaderEars, Spot, Writer, WriterEars } from "./transport.ts";

/** As many connections as a browser opens to one host. */
const CONNECTIONS = 6;

/** An entry as the log's JSON has it. */
export interface JsonEntry {
  readonly position: string;
  readonly offset: number;
  readonly id: string;
  readonly author: { readonly name: string };
  readonly text?: string;
}

export function pathOf({ room, name }: Spot, query: Readonly<Record<string, string>> = {}): string {
  return `/rooms/${encodeURIComponent(room)}/log?${new URLSearchParams({ name, ...query })}`;
}

export function show({ position, offset, id, author, text = "" }: JsonEntry, ears: ReaderEars): void {
  ears.seen({ position, offset, id, author: author.name, text });
}

/** What a status that is none of the good ones means: something is gone for good, or the reader is to come again. */
export function complain(status: number, why: string, ears: ReaderEars): void {
  if (status === 400 || status === 404 || status === 410) ears.gone(`${status}: ${why}`);
  ears.closed(`${status} ${why}`);
}

/** Writes by POST: what is due at the same time goes as one array, all or none. */
export function httpWriter(spot: Spot, ears: WriterEars): Writer {
  const line = new HttpLine(spot.port, CONNECTIONS);
  const due: { readonly number: number; readonly text: string }[] = [];
  const fail = (why: string): void => {
    line.close();
    ears.closed(why);
  };
  // There is no connection to be opened: that the server answers is as good.
  line.ask({ method: "GET", path: pathOf(spot, { offset: "now" }) }, () => ears.opened(), fail);
  const flush = (): void => {
    const letters = due.splice(0, spot.dice.chance(0.5) ? 1 : 20);
    if (letters.length === 0 || line.over) return;
    const messages = letters.map(({ number, text }) => ({ id: idOf(number), text }));
    const body = JSON.stringify(messages.length === 1 ? messages[0] : messages);
    const numbers = letters.map(({ number }) => number);
    line.ask(
      { method: "POST", path: pathOf(spot), headers: { "Content-Type": "application/json" }, body },
      (answer) => hearReceipts(answer, numbers, ears),
      fail,
    );
    flush();
  };
  return {
    send: (number, text) => {
      if (due.push({ number, text }) === 1) queueMicrotask(flush);
    },
    close: () => line.close(),
  };
}

function hearReceipts({ status, body }: Answer, numbers: readonly number[], ears: WriterEars): void {
  const said: unknown = JSON.parse(body || "null");
  if (status === 200 || status === 201) {
    const receipts = (Array.isArray(said) ? said : [said]) as readonly { readonly position: string }[];
    for (const [index, number] of numbers.entries()) ears.receipt(number, receipts[index]?.position);
    return;
  }
  const wrong = status === 409 ? (said as { readonly index: number }).index : -1;
  for (const [index, number] of numbers.entries()) {
    if (index === wrong) ears.conflict(number);
    else ears.refused(number, `${status}: ${body.slice(0, 200)}`);
  }
}
