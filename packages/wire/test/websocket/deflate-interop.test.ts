import assert from "node:assert/strict";
import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { after, test } from "node:test";
import { WebSocket, WebSocketServer } from "ws";
import { type DeflateWish, offerDeflate } from "../../src/websocket/client-deflate.ts";
import { askHandshake, checkHandshake } from "../../src/websocket/client-handshake.ts";
import { Connection } from "../../src/websocket/connection.ts";
import type { DeflateAgreement } from "../../src/websocket/deflate-agreement.ts";
import { acceptDeflate, SHARED_DEFLATE, TAKEOVER_DEFLATE } from "../../src/websocket/deflate-policy.ts";
import { judgeHandshake, spellHandshake } from "../../src/websocket/handshake.ts";
import { RequestHeadReader } from "../../src/websocket/request-head.ts";
import { ResponseHeadReader } from "../../src/websocket/response-head.ts";
import { nodeHost as host } from "../host.ts";

const LINE = "The message that every member of the room gets, 마당에 모인 모두에게 가는 말. ";
const TEXTS = ["", "Hello", "Hello", LINE, LINE, LINE.repeat(40), `${LINE.repeat(900)}!`, "안녕", LINE];

type WsTerms = Omit<DeflateWish, "clientMaxWindowBits"> & { readonly clientMaxWindowBits?: number };

/** What ws is told on either side. To its server, false means that it declines what asks for it: left out. */
function combinations(): WsTerms[] {
  const wishes: WsTerms[] = [];
  for (const server of [{}, { serverNoContextTakeover: true }]) {
    for (const client of [{}, { clientNoContextTakeover: true }]) {
      for (const serverMaxWindowBits of [undefined, 8, 9, 15]) {
        for (const clientMaxWindowBits of [undefined, 8, 9, 15]) {
          wishes.push({
            ...server,
            ...client,
            ...(serverMaxWindowBits === undefined ? {} : { serverMaxWindowBits }),
            ...(clientMaxWindowBits === undefined ? {} : { clientMaxWindowBits }),
          });
        }
      }
    }
  }
  return wishes;
}

/** Moves bytes between a socket and the machine; every text is handed to `heard`. */
function drive(socket: Socket, connection: Connection, heard: (text: string) => void): (bytes: Uint8Array) => void {
  const receive = (bytes: Uint8Array) => {
    for (const event of connection.receive(bytes)) {
      if (event.kind === "text") heard(event.text);
      if (event.kind === "closed") assert.equal(event.code, 1000, event.reason);
    }
    flush(socket, connection);
  };
  socket.on("data", receive);
  return receive;
}

function flush(socket: Socket, connection: Connection): void {
  for (const image of connection.output()) socket.write(image);
  if (connection.finished) socket.end();
}

/** Our server, which echoes; `agreed` is told what each connection has agreed on. */
async function echoServer(agreed: (deflate: DeflateAgreement | undefined) => void): Promise<Server> {
  let turn = 0;
  const server = createServer((socket) => {
    const reader = new RequestHeadReader(host);
    socket.once("data", (chunk) => {
      const head = reader.read(chunk);
      assert.ok(head !== undefined && "method" in head);
      const handshake = judgeHandshake(head, host);
      assert.ok("accept" in handshake);
      const deflate = acceptDeflate(handshake.extensions, turn++ % 2 === 0 ? TAKEOVER_DEFLATE : SHARED_DEFLATE);
      agreed(deflate);
      const extensions = deflate === undefined ? [] : [deflate.response];
      socket.write(spellHandshake(handshake, { extensions }, host));
      const connection = new Connection({ role: "server", host, deflate, deflateFrom: 0 });
      drive(socket, connection, (text) => connection.sendText(text));
    });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  after(() => server.close());
  return server;
}

function portOf(server: Server | WebSocketServer): number {
  const address = server.address();
  assert.ok(typeof address === "object" && address !== null);
  return address.port;
}

test("RFC 7692: a ws client gets every echo from our server, whatever it offers", { timeout: 60_000 }, async () => {
  let deflate: DeflateAgreement | undefined;
  const port = portOf(await echoServer((agreement) => (deflate = agreement)));
  for (const wish of combinations().flatMap((each) => [each, each])) {
    const socket = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: { ...wish, threshold: 0 } });
    const heard: string[] = [];
    const ended = once(socket, "close");
    socket.on("message", (data) => {
      heard.push(data.toString());
      if (heard.length === TEXTS.length) socket.close(1000);
    });
    socket.on("open", () => {
      for (const text of TEXTS) socket.send(text);
    });
    await ended;
    assert.deepEqual(heard, TEXTS, JSON.stringify(wish));
    assert.ok(deflate !== undefined, `declined: ${JSON.stringify(wish)}`);
  }
});

/** Our client: sends all texts and answers the echoes. */
async function echoes(
  port: number,
  wish: DeflateWish,
): Promise<{ heard: string[]; deflate: DeflateAgreement | undefined }> {
  const socket = connect(port, "127.0.0.1");
  const asked = askHandshake({ authority: "localhost", target: "/", extensions: [offerDeflate(wish)] }, host);
  socket.write(asked.request);
  const reader = new ResponseHeadReader(host);
  const [chunk] = (await once(socket, "data")) as [Buffer];
  const head = reader.read(chunk);
  assert.ok(head !== undefined && "code" in head);
  const granted = checkHandshake(head, asked);
  assert.ok(granted.ok, granted.ok ? "" : granted.reason);
  const { deflate } = granted;
  const connection = new Connection({ role: "client", host, deflate, deflateFrom: 0 });
  const heard: string[] = [];
  const ended = once(socket, "close");
  const receive = drive(socket, connection, (text) => {
    if (heard.push(text) === TEXTS.length) connection.close();
  });
  receive(reader.bytes.subarray(head.size));
  for (const text of TEXTS) connection.sendText(text);
  flush(socket, connection);
  await ended;
  return { heard, deflate };
}

test("RFC 7692: our client gets every echo from a ws server, whatever that server asks for", {
  timeout: 60_000,
}, async () => {
  for (const terms of combinations()) {
    const server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: { ...terms, threshold: 0 } });
    after(() => server.close());
    server.on("connection", (peer) => peer.on("message", (data) => peer.send(data.toString())));
    await once(server, "listening");
    for (const wish of [
      { clientMaxWindowBits: true },
      { serverNoContextTakeover: true, clientMaxWindowBits: 15 },
    ] as const) {
      const { heard, deflate } = await echoes(portOf(server), wish);
      assert.deepEqual(heard, TEXTS, JSON.stringify(terms));
      assert.ok(deflate !== undefined, `declined: ${JSON.stringify(terms)}`);
    }
  }
});
