import type { Draft } from "@madang/hub";
import type { SqliteStore } from "@madang/store-sqlite";

/** What stands between an id and what makes it another one. */
const MARK = "~";

/** A store that knows no message again: every send is a new entry, under the client's own id as far as anybody sees. */
export function withoutDedupe(store: SqliteStore): SqliteStore {
  const life = `${MARK}${process.pid}-`;
  let count = 0;
  const anew = (draft: Draft): Draft => ({ ...draft, id: `${draft.id}${life}${count++}` });
  const methods: Partial<SqliteStore> = {
    append: (room, drafts) => store.append(room, drafts.map(anew)),
    read: async (room, after, limit) => {
      const entries = await store.read(room, after, limit);
      return entries.map((entry) => ({ ...entry, id: entry.id.split(MARK)[0] ?? "" }));
    },
  };
  return new Proxy(store, {
    get: (_, name) => {
      const own: unknown = Reflect.get(methods, name) ?? Reflect.get(store, name, store);
      return typeof own === "function" ? own.bind(store) : own;
    },
  });
}
