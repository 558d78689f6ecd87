import assert from "node:assert/strict";
import { test } from "node:test";
import { stockClient, TRANSPORTS } from "../../server/test/socketio-clients.ts";
import { Madang, tempFolder } from "./process.ts";

const TOKEN = "a-token-for-the-tests";

test("issue 7: stock clients recover over SIGKILL of the server; nothing is lost, nothing doubled", async (t) => {
  const folder = await tempFolder(t);
  const start = async (port: number): Promise<{ server: Madang; port: number }> => {
    const server = new Madang(t, ["serve", `--data=${folder}`, `--port=${port}`, `--admin-token=${TOKEN}`]);
    return { server, port: await server.port() };
  };
  let { server, port } = await start(0);
  const headers = { authorization: `Bearer ${TOKEN}` };
  await fetch(`http://127.0.0.1:${port}/api/rooms/second`, { method: "PUT", headers });
  const writer = await stockClient(t, port, { name: "writer" });
  const readers = await Promise.all(
    (Object.keys(TRANSPORTS) as (keyof typeof TRANSPORTS)[]).flatMap((transport) =>
      [["chat"], ["chat", "second"]].map(async (rooms) => {
        const reader = await stockClient(t, port, { transport, name: `${transport}${rooms.length}` });
        for (const room of rooms) await reader.ask("join", room);
        let returns = 0;
        reader.socket.on("connect", () => {
          returns++;
          assert.equal(reader.socket.recovered, true, `${transport} ${rooms.join()}`);
        });
        return { ...reader, rooms, returns: () => returns };
      }),
    ),
  );
  const sent: { readonly room: string; readonly text: string }[] = [];
  const say = async (room: string): Promise<void> => {
    const text = `${room} ${sent.length}`;
    sent.push({ room, text });
    // As an application would: until it is acknowledged, under one id.
    for (;;) {
      const answer = await writer.socket
        .timeout(500)
        .emitWithAck("message", room, { id: `id${sent.length}`, text })
        .catch(() => ({ ok: false }));
      if ((answer as { readonly ok: boolean }).ok) return;
    }
  };
  for (let round = 0; round < 3; round++) {
    const talking = (async () => {
      for (let line = 0; line < 40; line++) await say(line % 3 === 0 ? "second" : "chat");
    })();
    await writer.until(() => true);
    server.child.kill("SIGKILL");
    await server.ended;
    ({ server, port } = await start(port));
    await talking;
    // Who is still away when the server dies again would come back once for both times.
    for (const reader of readers) await reader.until(() => reader.returns() > round);
  }
  for (const reader of readers) {
    const expected = sent.filter(({ room }) => reader.rooms.includes(room)).map(({ text }) => text);
    await reader.until(() => reader.texts().length >= expected.length);
    for (const room of reader.rooms) {
      const of = (texts: string[]): string[] => texts.filter((text) => text.startsWith(room));
      assert.deepEqual(of(reader.texts()), of(expected));
    }
  }
});
