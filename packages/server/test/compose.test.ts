import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { formatPosition, startOf } from "@madang/hub";
import { openSqliteStore } from "@madang/store-sqlite";
import { frame, OPCODE } from "@madang/wire/websocket";
import { pino } from "pino";
import { WebSocket } from "ws";
import { handshake, Peer, text } from "../../net/test/peer.ts";
import { compose } from "../src/compose.ts";
import { readSettings } from "../src/settings.ts";
import { PAGE, served, TOKEN, tempFolder } from "./served.ts";

const SILENT = pino({ level: "silent" });

test("issue 2: what one sends, everybody gets as name:text, the sender too; comings and goings are told to the others", async (t) => {
  const { join: enter } = await served(t);
  const young = await enter("영희");
  const chul = await enter("철수");
  await young.heard(":철수님이 입장하셨습니다.");
  chul.send(text("안녕:하세요"));
  for (const peer of [young, chul]) await peer.heard("철수:안녕:하세요");
  chul.socket.destroy();
  await young.heard(":철수님이 퇴장하셨습니다.");
  assert.ok(!chul.texts.some((line) => line.startsWith(":철수")));
});

test("issue 2: of `chat, superchat`, chat is answered; without an offer none", async (t) => {
  const { port } = await served(t);
  for (const [offer, answered] of [
    [["chat", "superchat"], "chat"],
    [["superchat", "chat"], "chat"],
    [[], ""],
  ] as const) {
    const client = new WebSocket(`ws://127.0.0.1:${port}/ws/chat?name=a`, [...offer]);
    await once(client, "open");
    assert.equal(client.protocol, answered);
    client.close();
    await once(client, "close");
  }
});

test("issue 2: three clients, one killed: the other two go on", async (t) => {
  const { join: enter } = await served(t);
  const [a, b, c] = [await enter("a"), await enter("b"), await enter("c")];
  // Who comes and goes within a second was nobody's news.
  await a.heard(":b님이 입장하셨습니다.");
  b.socket.resetAndDestroy();
  a.send(text("1"));
  c.send(text("2"));
  for (const peer of [a, c]) {
    await peer.heard("a:1");
    await peer.heard("c:2");
    await peer.heard(":b님이 퇴장하셨습니다.");
  }
});

test("design: binary messages go to the others as they are, and are not kept", async (t) => {
  const { join: enter } = await served(t);
  const [a, b] = [await enter("a"), await enter("b")];
  a.send(frame(OPCODE.binary, Uint8Array.of(1, 2, 3), { mask: 5 }));
  a.send(text("after"));
  await a.heard("a:after");
  await b.heard("a:after");
  const binaries = (peer: Peer) => peer.events.filter(({ kind }) => kind === "binary").length;
  assert.deepEqual([binaries(a), binaries(b)], [0, 1]);
});

const faults: readonly [rule: string, code: number, bytes: Uint8Array][] = [
  ["RFC 6455 5.1: an unmasked frame", 1002, Buffer.from([0x81, 1, 0x61])],
  ["RFC 6455 8.1: text that is not UTF-8", 1007, frame(OPCODE.text, Uint8Array.of(0xff), { mask: 1 })],
  ["RFC 6455 7.4.1: a message of 10 MB", 1009, frame(OPCODE.text, Buffer.alloc(10_000_000, "x"), { mask: 1 })],
  ["RFC 6455 5.2: a reserved opcode", 1002, Buffer.from([0x83, 0x80, 0, 0, 0, 0])],
];
for (const [rule, code, bytes] of faults) {
  test(`${rule}: ${code} with a reason, nobody else is disturbed, nothing accepted is lost`, async (t) => {
    const { join: enter } = await served(t);
    const [witness, culprit] = [await enter("witness"), await enter("culprit")];
    culprit.send(text("accepted"));
    culprit.send(bytes);
    const [answered, reason] = await culprit.until("goodbye", () => culprit.goodbye);
    assert.equal(answered, code);
    assert.notEqual(reason, "");
    await witness.heard("culprit:accepted");
    witness.send(text("fine"));
    await witness.heard("witness:fine");
  });
}

const refused: readonly [what: string, status: number, target: string, fields: Record<string, string>, says: RegExp][] =
  [
    ["a name of 10,000 characters", 400, `/ws/chat?name=${"a".repeat(10_000)}`, {}, /at most 40/],
    ["a name with a colon", 400, "/ws/chat?name=a%3Ab", {}, /colon/],
    ["a name with a control character", 400, "/ws/chat?name=a%0Ab", {}, /control/],
    ["an unknown room", 404, "/ws/nowhere?name=a", {}, /nowhere/],
    ["a room that cannot be", 404, "/ws/a%2Fb?name=a", {}, /a\/b/],
    ["a foreign origin", 403, "/ws/chat?name=a", { Origin: "https://evil.example" }, /--origins/],
    ["a wrong bearer token", 401, "/ws/chat", { Authorization: "Bearer nonsense" }, /token/],
    ["no position", 400, "/ws/chat?name=a&position=17", {}, /position/],
    ["a position of another history", 410, "/ws/chat?name=a&position=x_00000000000_0000000", {}, /history/],
  ];
for (const [what, status, target, fields, says] of refused) {
  test(`RFC 9457 3: ${what} is ${status} before any upgrade, and says why`, async (t) => {
    const { port } = await served(t);
    const peer = await Peer.open(port);
    peer.send(handshake(target, fields));
    const answer = await peer.answer();
    assert.equal(answer.status, status);
    assert.match(answer.head, /application\/problem\+json/);
    const { detail } = JSON.parse(answer.body) as { detail: string };
    assert.match(detail, says);
    peer.socket.destroy();
  });
}

test("design: after a restart a position brings each later entry once, in order", async (t) => {
  const { join: enter, close, folder } = await served(t);
  const writer = await enter("a");
  for (let index = 0; index < 50; index++) writer.send(text(`${index}`));
  await writer.heard("a:49");
  writer.socket.destroy();
  await close();
  const store = await openSqliteStore({ folder });
  const entries = await store.read("chat", 0, 100);
  await store.close();
  assert.deepEqual(
    entries.map(({ content }) => ("text" in content ? content.text : "")),
    Array.from({ length: 50 }, (_, index) => `${index}`),
  );
  const { epoch } = entries[0] ?? { epoch: "" };
  const settings = readSettings(["--port=0", `--data=${folder}`], {});
  const again = await compose(settings, SILENT, PAGE);
  t.after(() => again.close());
  const reader = await Peer.join(again.port, `/ws/chat?name=b&position=${formatPosition(startOf(epoch))}`);
  await reader.heard("a:49");
  assert.deepEqual(
    reader.texts.filter((line) => line.startsWith("a:")),
    Array.from({ length: 50 }, (_, index) => `a:${index}`),
  );
  reader.socket.destroy();
});

for (const retention of ["forever", "volatile"]) {
  test(`P12: who stops reading leaves the live group, and gets all in order when it reads again (${retention})`, async (t) => {
    const { join: enter, api, fetch: get } = await served(t);
    await api("PUT", "/api/rooms/busy", { retention });
    const slow = await enter("slow", "busy");
    const writer = await enter("writer", "busy");
    slow.socket.pause();
    const line = "가".repeat(5000);
    const count = 700;
    const behind = async (): Promise<boolean> =>
      / ?madang_members_behind [1-9]/.test(await (await get("/metrics")).text());
    let sent = 0;
    while (sent < count) {
      writer.send(text(`${sent++} ${line}`));
      await writer.heard(`writer:${sent - 1} ${line}`);
      if (sent % 50 === 0 && sent >= 400 && (await behind())) break;
    }
    assert.ok(await behind(), "never fell behind");
    slow.socket.resume();
    await slow.heard(`writer:${sent - 1} ${line}`);
    const numbers = slow.texts
      .filter((each) => each.startsWith("writer:"))
      .map((each) => Number(each.slice(7).split(" ")[0]));
    assert.ok(
      numbers.every((number, index) => index === 0 || number > (numbers[index - 1] ?? 0)),
      "out of order or doubled",
    );
    // A volatile room answers for its last 1,000 entries; a kept one for all.
    if (retention === "forever" || sent <= 1000) assert.equal(numbers.length, sent);
    writer.send(text("live again"));
    await slow.heard("writer:live again");
  });
}

test("design, stop: everybody is told to come back, each in its own time, and what was accepted is on disk", async (t) => {
  const { join: enter, close, folder } = await served(t);
  const peers = await Promise.all(Array.from({ length: 8 }, (_, index) => enter(`p${index}`)));
  const [first] = peers;
  for (let index = 0; index < 200; index++) first?.send(text(`${index}`));
  await first?.heard("p0:0");
  const closed = close();
  const reasons = new Set<string>();
  for (const peer of peers) {
    const [code, reason] = await peer.until("goodbye", () => peer.goodbye);
    assert.equal(code, 1012);
    assert.match(reason, /come back in \d\.\d s$/);
    reasons.add(reason);
    peer.socket.end();
  }
  await closed;
  assert.ok(reasons.size > 1);
  const store = await openSqliteStore({ folder });
  t.after(() => store.close());
  const kept = await store.read("chat", 0, 1000);
  const echoed = first?.texts.filter((line) => line.startsWith("p0:")) ?? [];
  assert.ok(kept.length >= echoed.length);
  kept.forEach(({ content }, index) => {
    assert.equal("text" in content ? content.text : "", `${index}`);
  });
});

test("P20: a start that fails leaves nothing open and no token that nobody has seen", async (t) => {
  const folder = await tempFolder(t);
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as { port: number };
  const flags = [`--data=${folder}`, "--host=127.0.0.1"];
  await assert.rejects(compose(readSettings([...flags, `--port=${port}`], {}), SILENT, PAGE), { code: "EADDRINUSE" });
  other.close();
  const running = await compose(readSettings([...flags, "--port=0"], {}), SILENT, PAGE);
  assert.ok(running.madeToken, "the token of the failed start was kept, and is never shown");
  await running.close();
  await running.close();
});

test("P20: a folder whose token cannot be read stops the start, and the folder is free again", async (t) => {
  const folder = await tempFolder(t);
  mkdirSync(join(folder, "operator-token"));
  const settings = readSettings(["--port=0", `--data=${folder}`], {});
  await assert.rejects(compose(settings, SILENT, PAGE), { code: "EISDIR" });
  const running = await compose(
    readSettings(["--port=0", `--data=${folder}`, `--admin-token=${TOKEN}`], {}),
    SILENT,
    PAGE,
  );
  await running.close();
});

test("design: a data folder that is in use, or no folder, is refused in one line", async (t) => {
  const { folder } = await served(t);
  await assert.rejects(compose(readSettings(["--port=0", `--data=${folder}`], {}), SILENT, PAGE), {
    name: "StoreOpenError",
    message: /in use/,
  });
  writeFileSync(join(folder, "file"), "");
  const inFile = readSettings(["--port=0", `--data=${join(folder, "file", "data")}`], {});
  await assert.rejects(compose(inFile, SILENT, PAGE), { name: "StoreOpenError" });
});
