import assert from "node:assert/strict";
import { test } from "node:test";
import { Book } from "../book.ts";
import { Company } from "../cast/company.ts";
import { readOptions } from "../options.ts";
import { Journal } from "../run/journal.ts";
import { TRANSPORTS } from "../transports/all.ts";
import type { Transport } from "../transports/transport.ts";

/** Transports that only note that somebody came. */
function noted(): { readonly transports: Transport[]; readonly readers: string[]; readonly writers: string[] } {
  const [readers, writers]: [string[], string[]] = [[], []];
  const transports = TRANSPORTS.map(
    ({ name, resumes, write }): Transport => ({
      name,
      resumes,
      read: () => {
        readers.push(name);
        return { close: () => undefined };
      },
      ...(write === undefined
        ? {}
        : {
            write: () => {
              writers.push(name);
              return { send: () => undefined, close: () => undefined };
            },
          }),
    }),
  );
  return { transports, readers, writers };
}

test("as many as come without being told otherwise begin over every transport, reading and writing", (t) => {
  const { transports, readers, writers } = noted();
  const stage = { port: 1, stompPort: 2, room: "chat", origin: "e_0", book: new Book(), journal: new Journal() };
  const company = new Company(stage, transports, readOptions([], 1));
  t.after(() => {
    company.endWriters();
    company.end();
  });
  company.begin();
  const names = TRANSPORTS.map(({ name }) => name).sort();
  assert.deepEqual([...new Set(readers)].sort(), names);
  assert.deepEqual([...new Set(writers)].sort(), names);
  assert.deepEqual([...company.firsts].sort(), names);
  assert.ok(company.inOrder.size > 0, "nobody writes one after the other");
});
