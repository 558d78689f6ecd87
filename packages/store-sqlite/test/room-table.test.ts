import assert from "node:assert/strict";
import { test } from "node:test";
import { RoomTable } from "../src/room-table.ts";
import { tempDatabase } from "./temp-folder.ts";

test("a retention is kept in the words of the configuration", (t) => {
  const db = tempDatabase(t);
  const rooms = new RoomTable(db);
  rooms.put("방", { retention: { days: 30 } });
  assert.equal(db.prepare("SELECT retention FROM rooms").pluck().get(), "30d");
  assert.deepEqual(rooms.all(), [{ name: "방", retention: { days: 30 } }]);
});

test("a retention that nobody could read back is not kept", (t) => {
  const rooms = new RoomTable(tempDatabase(t));
  for (const days of [0, -1, 1.5, 100_000, Number.NaN]) {
    assert.throws(() => rooms.put("방", { retention: { days } }), RangeError);
  }
  assert.equal(rooms.find("방"), undefined);
});

test("a retention that nobody knows is said", (t) => {
  const db = tempDatabase(t);
  db.exec("INSERT INTO rooms (name, retention) VALUES ('방', 'sometimes')");
  assert.throws(() => new RoomTable(db).all(), /방 has a retention nobody knows: sometimes/);
});
