import assert from "node:assert/strict";
import { test } from "node:test";
import { Madang, tempFolder } from "./process.ts";

test("madang probe: on a server with nothing in between, every way is open, and the exit code is 0", async (t) => {
  const server = new Madang(t, ["serve", "--port=0", `--data=${await tempFolder(t)}`]);
  const probe = new Madang(t, ["probe", `http://127.0.0.1:${await server.port()}`]);
  const { code, out } = await probe.ended;
  assert.equal(code, 0, out);
  assert.equal(out.split("\n").filter((line) => line.startsWith("✔")).length, 5);
});

test("madang probe: what is no address is told so, exit code 2", async (t) => {
  const { code, err } = await new Madang(t, ["probe", "chat.example"]).ended;
  assert.deepEqual([code, err], [2, "madang probe <url>: an address such as https://chat.example\n"]);
});
