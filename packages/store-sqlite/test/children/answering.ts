// A store that does what its parent process asks, one message for each.
import { openSqliteStore, type SqliteStore } from "@madang/store-sqlite";
import { draftOf } from "@madang/testkit";
import type { Asked } from "../remote-store.ts";

const store = await openSqliteStore({ folder: process.argv[2] ?? "" });
process.on("message", ({ number, asked }: { number: number; asked: Asked }) => {
  const end = (): void => (asked.kind === "close" ? process.disconnect() : undefined);
  answer(store, asked).then(
    (value) => process.send?.({ number, value }, end),
    ({ name, message }: Error) => process.send?.({ number, error: { name, message } }),
  );
});
process.send?.({ number: 0 });

async function answer(store: SqliteStore, asked: Asked): Promise<unknown> {
  switch (asked.kind) {
    case "append":
      return store.append(
        "chat",
        asked.ids.map((id) => draftOf(id, { content: { text: id.repeat(200) } })),
      );
    case "ids":
      return (await store.read("chat", 0, 100_000)).map(({ id }) => id);
    case "head":
      return (await store.head("chat")).offset;
    case "refusing":
      return store.refusing ?? null;
    case "close":
      return store.close();
  }
}
