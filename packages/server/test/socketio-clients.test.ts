import assert from "node:assert/strict";
import { test } from "node:test";
import { parsePositions } from "@madang/wire";
import { io } from "socket.io-client";
import { binary, text } from "../../net/test/peer.ts";
import { served } from "./served.ts";
import { type Heard, type StockClient, stockClient, type TRANSPORTS } from "./socketio-clients.ts";

const WAYS: readonly (keyof typeof TRANSPORTS)[] = ["polling", "websocket", "upgraded"];

/** Breaks the client's connection as a network does; it comes back by itself. */
async function breakOff({ socket, until }: StockClient, meanwhile: () => Promise<unknown>): Promise<void> {
  const { engine } = socket.io;
  // The delay before it comes back is time for others to talk.
  engine.close();
  await until(() => !socket.connected);
  await meanwhile();
  await until(() => socket.connected);
}

function told(heard: readonly Heard[], event: string): readonly unknown[] {
  return heard.flatMap(([name, about]) => (name === event ? [about] : []));
}

for (const transport of WAYS) {
  test(`socket.io-client, ${transport}: it joins, and messages go both ways between it and a bare WebSocket`, async (t) => {
    const { port, join } = await served(t);
    const 철수 = await stockClient(t, port, { transport, name: "철수" });
    const joined = await 철수.ask("join", "chat");
    assert.deepEqual(joined, {
      ok: true,
      room: "chat",
      present: 1,
      people: [{ kind: "guest", name: "철수" }],
      position: joined["position"],
      earlier: false,
      volatile: false,
    });
    const 영희 = await join("영희");
    await 철수.until(() => told(철수.heard, "joined").length > 0);
    assert.deepEqual(told(철수.heard, "joined"), [{ room: "chat", kind: "guest", name: "영희" }]);
    const sent = await 철수.ask("message", "chat", { id: "m1", text: "안녕하세요" });
    assert.deepEqual(sent, { ok: true, room: "chat", id: "m1", offset: 1, position: sent["position"], repeat: false });
    assert.equal((await 철수.ask("message", "chat", { id: "m1", text: "안녕하세요" }))["repeat"], true);
    assert.equal((await 철수.ask("message", "chat", { id: "m1", text: "다른 말" }))["error"], "conflict");
    await 영희.heard("철수:안녕하세요");
    영희.send(text("네"));
    await 철수.until(() => 철수.texts().length === 2);
    assert.deepEqual(철수.texts(), ["안녕하세요", "네"]);
    for (const [event, ...args] of 철수.heard) {
      const place = args.at(-1);
      assert.deepEqual([...(parsePositions(String(place)) ?? new Map()).keys()], ["chat"], event);
    }
    assert.equal(철수.socket.io.engine.transport.name, transport === "polling" ? "polling" : "websocket");
  });

  test(`socket.io-client, ${transport}: in one room and in two, it recovers what it missed, once`, async (t) => {
    const { port, join, api } = await served(t);
    await api("PUT", "/api/rooms/마당");
    const 영희 = await join("영희");
    const 민수 = await join("민수", "마당");
    const one = await stockClient(t, port, { transport, name: "철수" });
    const two = await stockClient(t, port, { transport, name: "길동" });
    await one.ask("join", "chat");
    await two.ask("join", "chat");
    await two.ask("join", "마당");
    const pid = (one.socket as unknown as { _pid: string })._pid;
    for (const round of [0, 1, 2]) {
      const talk = (when: string) => async (): Promise<void> => {
        for (const [peer, name] of [[영희, "영희"] as const, [민수, "민수"] as const]) {
          const line = `${round} ${when} ${name}`;
          peer.send(text(line));
          await peer.heard(`${name}:${line}`);
        }
      };
      await talk("here")();
      await one.until(() => one.texts().length === 2 * round + 1);
      await two.until(() => two.texts().length === 4 * round + 2);
      await Promise.all([breakOff(one, talk("away")), breakOff(two, async () => undefined)]);
      await one.until(() => one.texts().length === 2 * round + 2);
      await two.until(() => two.texts().length === 4 * round + 4);
      assert.deepEqual([one.socket.recovered, two.socket.recovered], [true, true]);
    }
    assert.equal((one.socket as unknown as { _pid: string })._pid, pid);
    assert.deepEqual(
      one.texts(),
      [0, 1, 2].flatMap((round) => [`${round} here 영희`, `${round} away 영희`]),
    );
    assert.equal(new Set(two.texts()).size, 12);
    assert.equal(two.texts().length, 12);
    const places = two.heard.map((args) => parsePositions(String(args.at(-1)))?.size);
    assert.deepEqual(new Set(places), new Set([1, 2]));
  });

  test(`socket.io-client, ${transport}: bytes go both ways in an application's own events, in order`, async (t) => {
    const { port, join } = await served(t);
    const 영희 = await join("영희");
    const [철수, 길동] = [
      await stockClient(t, port, { transport, name: "철수" }),
      await stockClient(t, port, { transport, name: "길동" }),
    ];
    for (const client of [철수, 길동]) await client.ask("join", "chat");
    철수.socket.emit("draw", { from: [1, 2], ink: Buffer.from([1, 2, 3]) }, "빨강");
    철수.socket.emit("clear");
    assert.deepEqual(await 철수.ask("draw", Buffer.from([9])), { ok: true, room: "chat" });
    길동.socket.emit("draw", Buffer.from([4]));
    await 길동.until(() => told(길동.heard, "draw").length === 2);
    await 철수.until(() => told(철수.heard, "draw").length === 1);
    const [draw, clear] = 길동.heard.filter(([event]) => event === "draw" || event === "clear");
    assert.deepEqual(draw?.slice(0, 3), ["draw", { from: [1, 2], ink: Buffer.from([1, 2, 3]) }, "빨강"]);
    assert.deepEqual([draw?.length, clear?.length], [4, 2]);
    assert.deepEqual(철수.heard.find(([event]) => event === "draw")?.[1], Buffer.from([4]));
    영희.send(binary(Uint8Array.of(7)));
    await 철수.until(() => told(철수.heard, "relay").length === 1);
    assert.deepEqual(철수.heard.find(([event]) => event === "relay")?.slice(1, 3), [
      { room: "chat", kind: "guest", name: "영희" },
      Buffer.from([7]),
    ]);
  });
}

test("socket.io-client: what is said while it upgrades comes once and in order, and nobody hears of it", async (t) => {
  const { port, join } = await served(t);
  const 영희 = await join("영희");
  const lines: string[] = [];
  for (let round = 0; round < 5; round++) {
    const socket = io(`http://127.0.0.1:${port}`, { auth: { name: `철수${round}` }, forceNew: true });
    t.after(() => socket.disconnect());
    const texts: string[] = [];
    socket.on("message", ({ text }: { readonly text: string }) => texts.push(text));
    // Asked at once: there is nothing but polls then.
    const joined = socket.timeout(5000).emitWithAck("join", "chat");
    const say = async (): Promise<void> => {
      const line = `line ${lines.length}`;
      lines.push(line);
      영희.send(text(line));
      await 영희.heard(`영희:${line}`);
    };
    while (!socket.connected) await say();
    await joined;
    const begin = lines.length;
    while (socket.io.engine.transport.name === "polling") await say();
    await say();
    await socket.timeout(5000).emitWithAck("message", "chat", "end");
    lines.push("end");
    // Some of what was said before the answer to `join` was heard comes as well.
    assert.deepEqual(texts, lines.slice(-texts.length));
    assert.ok(texts.length >= lines.length - begin, `${texts.length} of ${lines.length - begin}`);
    socket.disconnect();
  }
  const notices = 영희.texts.filter((text) => text.startsWith(":철수0"));
  assert.ok(notices.length <= 2, notices.join());
});

test("docs/socket-io.md: rooms, history, typing, leave, and what cannot be", async (t) => {
  const { port, api } = await served(t);
  await api("PUT", "/api/rooms/quiet", { relay: false });
  const { socket, ask, heard, until } = await stockClient(t, port, { name: "철수" });
  assert.deepEqual(await ask("rooms"), {
    ok: true,
    rooms: [
      { name: "chat", volatile: false, present: 0 },
      { name: "quiet", volatile: false, present: 0 },
    ],
  });
  const errors = async (event: string, ...args: unknown[]): Promise<unknown> => (await ask(event, ...args))["error"];
  assert.equal(await errors("join", "nowhere"), "room");
  assert.equal(await errors("join"), "bad");
  assert.equal(await errors("join", "chat", "nonsense"), "bad");
  assert.equal(await errors("join", "chat", "0k3v9q2m_0000000000h_1z141z3"), "gone");
  assert.equal(await errors("leave", "chat"), "not-joined");
  assert.equal(await errors("typing", "chat"), "not-joined");
  assert.equal(await errors("wave"), "not-joined");
  assert.equal(await errors("message", "chat", { text: "" }), "bad");
  assert.equal(await errors("here", "chat"), "bad");
  await ask("join", "chat", { last: 10 });
  assert.deepEqual(await ask("join", "chat"), { ok: true, room: "chat", again: true });
  const { position } = await ask("message", "chat", "하나");
  await ask("message", "chat", { text: "둘" });
  const history = await ask("history", "chat", { before: position, limit: 5 });
  assert.equal((history["entries"] as unknown[]).length, 1);
  assert.deepEqual(await ask("typing", "chat"), { ok: true });
  await until(() => told(heard, "typing").length === 1);
  assert.deepEqual(told(heard, "typing"), [{ room: "chat", count: 1, people: [{ kind: "guest", name: "철수" }] }]);
  await ask("join", "quiet");
  assert.equal(await errors("wave"), "room");
  assert.equal(await errors("wave", "quiet"), "refused");
  assert.deepEqual(await ask("wave", "chat"), { ok: true, room: "chat" });
  assert.equal(await errors("wave", "chat", "x".repeat(70_000)), "bad");
  socket.emit("join", "nowhere");
  await until(() => told(heard, "refused").length === 1);
  assert.deepEqual(told(heard, "refused"), [
    { event: "join", ok: false, error: "room", why: 'there is no room named "nowhere"' },
  ]);
  assert.deepEqual(await ask("leave", "quiet"), { ok: true, room: "quiet" });
  assert.deepEqual(told(heard, "away"), [{ room: "quiet" }]);
  assert.deepEqual(
    [...(parsePositions(String(heard.findLast(([event]) => event === "away")?.at(-1))) ?? [])].length,
    1,
  );
});

test("socket.io-client: a namespace of no use, a login that is refused, a ban", async (t) => {
  const { port, api } = await served(t, "--guests=off");
  const refused = async (path: string, auth: object): Promise<string> => {
    const socket = io(`http://127.0.0.1:${port}${path}`, { auth, forceNew: true, reconnection: false });
    t.after(() => socket.disconnect());
    return new Promise((resolve, reject) => {
      socket.on("connect_error", ({ message }) => resolve(message));
      socket.on("connect", () => reject(new Error("let in")));
    });
  };
  assert.equal(await refused("/custom", {}), "Invalid namespace");
  assert.equal(await refused("/", { name: "철수" }), "guests are not let in here; sign in");
  assert.match(await refused("/", { token: "wrong" }), /^this token is not the operator's/);
  assert.equal((await api("PUT", "/api/bans/name/x")).status, 201);
});

test("socket.io-client: one who is banned is told, is sent away, and does not come back by itself", async (t) => {
  const { port, api } = await served(t);
  const { socket, ask, heard, until } = await stockClient(t, port, { name: "철수" });
  await ask("join", "chat");
  let reason = "";
  socket.on("disconnect", (why) => {
    reason = why;
  });
  await api("PUT", `/api/bans/name/${encodeURIComponent("철수")}`);
  await until(() => !socket.connected);
  assert.equal(reason, "io server disconnect");
  assert.equal(told(heard, "refused").length, 1);
});

test("socket.io-client: without a place to go on from, or with one of another history, nothing is said to be recovered", async (t) => {
  const { port } = await served(t);
  const client = await stockClient(t, port, { name: "철수" });
  await breakOff(client, async () => undefined);
  assert.equal(client.socket.recovered, false);
  await client.ask("join", "chat");
  Object.assign(client.socket, { _lastOffset: "chat.0k3v9q2m_0000000000h_1z141z3" });
  await breakOff(client, async () => undefined);
  assert.equal(client.socket.recovered, false);
  await client.ask("join", "chat");
  await client.ask("leave", "chat");
  await breakOff(client, async () => undefined);
  assert.equal(client.socket.recovered, false);
  Object.assign(client.socket, { _pid: `${(client.socket as unknown as { _pid: string })._pid}x` });
  await client.ask("join", "chat");
  await breakOff(client, async () => undefined);
  assert.equal(client.socket.recovered, false);
});

test("socket.io-client: a guest without a name keeps the one that was made up, when recovered", async (t) => {
  const { port } = await served(t);
  const socket = io(`http://127.0.0.1:${port}`, { forceNew: true, reconnectionDelay: 20 });
  t.after(() => socket.disconnect());
  const name = async (): Promise<string> => {
    const { people } = (await socket.timeout(5000).emitWithAck("join", "chat")) as { people: { name: string }[] };
    return people[0]?.name ?? "";
  };
  const made = await name();
  assert.match(made, /^guest-\d{4}$/);
  const here = new Promise<{ people: { name: string }[] }>((resolve) => socket.once("here", resolve));
  socket.io.engine.close();
  assert.deepEqual(
    (await here).people.map((person) => person.name),
    [made],
  );
  assert.equal(socket.recovered, true);
});

test("--socketio-recovery off: no pid, and no event ends in a place", async (t) => {
  const { port } = await served(t, "--socketio-recovery=off");
  const client = await stockClient(t, port, { name: "철수" });
  await client.ask("join", "chat");
  await client.ask("message", "chat", "하나");
  await client.until(() => client.texts().length === 1);
  assert.deepEqual(new Set(client.heard.map(({ length }) => length)), new Set([2]));
  assert.equal((client.socket as unknown as { _pid?: string })._pid, undefined);
  await breakOff(client, async () => undefined);
  assert.ok(!client.socket.recovered);
});

test("/socket.io/socket.io.js is the stock client", async (t) => {
  const { fetch } = await served(t);
  for (const name of ["socket.io.js", "socket.io.min.js", "socket.io.esm.min.js", "socket.io.js.map"]) {
    const response = await fetch(`/socket.io/${name}`);
    assert.equal(response.status, 200, name);
    assert.match(await response.text(), /socket\.io/i);
  }
  assert.match((await fetch("/socket.io/socket.io.js")).headers.get("content-type") ?? "", /javascript/);
});
