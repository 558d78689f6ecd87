// Appends to one room, 16 under way, and prints each id once it is acknowledged. Lives until it is killed.
import { openSqliteStore } from "@madang/store-sqlite";
import { draftOf } from "@madang/testkit";

const [folder = "", life = ""] = process.argv.slice(2);
const store = await openSqliteStore({ folder });
for (let lane = 0; lane < 16; lane++) void append(lane);

async function append(lane: number): Promise<void> {
  for (let count = 0; ; count++) {
    const id = `${life}-${lane}-${count}`;
    await store.append("chat", [draftOf(id)]);
    process.stdout.write(`${id}\n`);
  }
}
