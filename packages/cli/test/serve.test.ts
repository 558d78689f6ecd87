import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { formatPosition, startOf } from "@madang/hub";
import { openSqliteStore } from "@madang/store-sqlite";
import Database from "better-sqlite3";
import { Peer, requestHead, text } from "../../net/test/peer.ts";
import { Madang, tempFolder } from "./process.ts";

const one = /^madang: [^\n]+\n$/;

test("design: the start line says how to open the page, and how to open the server to the network", async (t) => {
  const madang = new Madang(t, ["serve", "--port=0", `--data=${await tempFolder(t)}`]);
  const port = await madang.port();
  const [line] = madang.lines;
  assert.equal(line?.["level"], "info");
  assert.match(String(line?.["msg"]), new RegExp(`http://localhost:${port}/chat .*--host 0\\.0\\.0\\.0`));
});

test("design: the operator's token is made with mode 0600, printed once whatever the log level; the variable wins", async (t) => {
  const folder = await tempFolder(t);
  const args = ["serve", "--port=0", `--data=${folder}`, "--log-level=error"];
  const first = new Madang(t, args);
  await once(first.child.stdout, "data");
  first.child.kill("SIGTERM");
  const { out } = await first.ended;
  const file = join(folder, "operator-token");
  const token = readFileSync(file, "utf8").trim();
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.equal(
    out
      .trimEnd()
      .split("\n")
      .filter((line) => line.includes(token)).length,
    1,
  );

  const given = "a-token-from-the-environment";
  const second = new Madang(t, ["serve", "--port=0", `--data=${folder}`], { MADANG_ADMIN_TOKEN: given });
  const port = await second.port();
  const statusFor = async (bearer: string): Promise<number> =>
    (await fetch(`http://127.0.0.1:${port}/api/bans`, { headers: { authorization: `Bearer ${bearer}` } })).status;
  assert.deepEqual([await statusFor(given), await statusFor(token)], [200, 401]);
  second.child.kill("SIGTERM");
  const ended = await second.ended;
  assert.ok(!ended.out.includes(token) && !ended.out.includes(given));
});

test("issue 2: SIGKILL with messages under way: all that was echoed is in the log once, in order, and can be read on from", async (t) => {
  const folder = await tempFolder(t);
  const madang = new Madang(t, ["serve", "--port=0", `--data=${folder}`]);
  const port = await madang.port();
  const writers = await Promise.all(
    ["가", "나", "다"].map((name) => Peer.join(port, `/ws/chat?name=${encodeURIComponent(name)}`)),
  );
  const [first] = writers;
  assert.ok(first);
  for (let index = 0; index < 3000; index++) for (const writer of writers) writer.send(text(`${index}`));
  await first.until("a few hundred echoes", () => first.texts.length > 300);
  madang.child.kill("SIGKILL");
  await madang.ended;
  await first.closed();
  const echoed = first.texts.filter((line) => !line.startsWith(":"));

  const store = await openSqliteStore({ folder });
  const { epoch } = await store.head("chat");
  const entries = await store.read("chat", 0, 100_000);
  await store.close();
  const kept = entries.map(({ author, content }) => `${author.name}:${"text" in content ? content.text : ""}`);
  assert.deepEqual(kept.slice(0, echoed.length), echoed);
  assert.equal(new Set(kept).size, kept.length);
  for (const name of ["가", "나", "다"]) {
    const own = kept.filter((line) => line.startsWith(name)).map((line) => Number(line.slice(2)));
    assert.deepEqual(
      own,
      own.map((_, index) => index),
    );
  }

  const again = new Madang(t, ["serve", "--port=0", `--data=${folder}`]);
  const reader = await Peer.join(await again.port(), `/ws/chat?name=a&position=${formatPosition(startOf(epoch))}`);
  await reader.until("the whole log", () => reader.texts.length >= kept.length);
  assert.deepEqual(reader.texts.slice(0, kept.length), kept);
  reader.socket.destroy();
});

for (const signals of [["SIGTERM"], ["SIGTERM", "SIGTERM"], ["SIGINT"]] as const) {
  test(`design, stop: ${signals.join(" and ")}: come back, accepted messages on disk, exit code 0, soon`, async (t) => {
    const folder = await tempFolder(t);
    const madang = new Madang(t, ["serve", "--port=0", `--data=${folder}`]);
    const port = await madang.port();
    const idle = await Peer.open(port);
    const kept = await Peer.open(port);
    kept.send(requestHead("GET /healthz HTTP/1.1"));
    await kept.answer();
    const peer = await Peer.join(port, "/ws/chat?name=a");
    for (let index = 0; index < 500; index++) peer.send(text(`${index}`));
    await peer.heard("a:0");
    const start = performance.now();
    for (const signal of signals) madang.child.kill(signal);
    const [code, reason] = await peer.until("goodbye", () => peer.goodbye);
    assert.deepEqual([code, /come back in \d\.\d s/.test(reason)], [1012, true]);
    peer.socket.end();
    await kept.ended();
    kept.socket.end();
    const { code: exit } = await madang.ended;
    assert.equal(exit, 0);
    assert.ok(performance.now() - start < 4000);
    assert.ok(idle.isClosed || idle.isEnded);
    const store = await openSqliteStore({ folder });
    t.after(() => store.close());
    const entries = await store.read("chat", 0, 1000);
    assert.ok(entries.length >= peer.texts.length);
    for (const [index, { content }] of entries.entries()) assert.deepEqual(content, { text: `${index}` });
  });
}

test("issue 2: a port in use: exit code 1 and one line that names --port", async (t) => {
  const other = createServer().listen(0, "127.0.0.1");
  t.after(() => other.close());
  await once(other, "listening");
  const { port } = other.address() as { port: number };
  const { code, out, err } = await new Madang(t, ["serve", `--port=${port}`, `--data=${await tempFolder(t)}`]).ended;
  assert.deepEqual([code, out], [1, ""]);
  assert.match(err, one);
  assert.match(err, new RegExp(`--port.*${port}`));
});

test("an address that is not here: exit code 1 and one line that names --host", async (t) => {
  const { code, err } = await new Madang(t, ["serve", "--port=0", "--host=192.0.2.1", `--data=${await tempFolder(t)}`])
    .ended;
  assert.equal(code, 1);
  assert.match(err, one);
  assert.match(err, /--host 192\.0\.2\.1/);
});

test("issue 2: a data folder that cannot be written: exit code 1 and one line that names it", async (t) => {
  const folder = await tempFolder(t);
  writeFileSync(join(folder, "file"), "");
  for (const data of [join(folder, "file"), join(folder, "file", "data"), "/sys/madang"]) {
    const { code, out, err } = await new Madang(t, ["serve", "--port=0", `--data=${data}`]).ended;
    assert.deepEqual([code, out], [1, ""]);
    assert.match(err, one);
    assert.ok(err.includes(data), err);
  }
});

test("issue 2: a data folder in use: exit code 1 and one line; the first server goes on", async (t) => {
  const folder = await tempFolder(t);
  const port = await new Madang(t, ["serve", "--port=0", `--data=${folder}`]).port();
  const { code, out, err } = await new Madang(t, ["serve", "--port=0", `--data=${folder}`]).ended;
  assert.deepEqual([code, out], [1, ""]);
  assert.match(err, one);
  assert.match(err, /in use/);
  assert.equal((await fetch(`http://127.0.0.1:${port}/readyz`)).status, 200);
});

test("issue 2: a data folder of a newer version: exit code 1 and one line", async (t) => {
  const folder = await tempFolder(t);
  await (await openSqliteStore({ folder })).close();
  const db = new Database(join(folder, "madang.db"));
  db.pragma("user_version = 9999");
  db.close();
  const { code, out, err } = await new Madang(t, ["serve", "--port=0", `--data=${folder}`]).ended;
  assert.deepEqual([code, out], [1, ""]);
  assert.match(err, one);
  assert.match(err, /newer/);
});

test("issue 2: a wrong option, as a flag and as a variable: exit code 2 and one line that names it", async (t) => {
  for (const [args, environment, names] of [
    [["--port=http"], {}, /--port: /],
    [[], { MADANG_PORT: "http" }, /MADANG_PORT: /],
    [["--colour\nred"], {}, /--colour/],
    [["--data"], {}, /--data/],
  ] as const) {
    const { code, out, err } = await new Madang(t, ["serve", ...args], environment).ended;
    assert.deepEqual([code, out], [2, ""]);
    assert.match(err, one);
    assert.match(err, names);
  }
});

test("a token that cannot be read: exit code 1, one line, and the process ends", async (t) => {
  const folder = await tempFolder(t);
  mkdirSync(join(folder, "operator-token"));
  const { code, err } = await new Madang(t, ["serve", "--port=0", `--data=${folder}`]).ended;
  assert.equal(code, 1);
  assert.match(err, one);
  assert.doesNotMatch(err, /--host/);
});
