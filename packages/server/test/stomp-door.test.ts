import assert from "node:assert/strict";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { connect as connectTls } from "node:tls";
import { pino } from "pino";
import { selfSigned } from "../../net/test/self-signed.ts";
import { compose } from "../src/compose.ts";
import { readSettings } from "../src/settings.ts";
import { PAGE, served, tempFolder } from "./served.ts";

test("design: there is no port for STOMP without --stomp-port", async (t) => {
  assert.equal((await served(t)).stompPort, undefined);
});

test("docs/stomp.md: a plain socket program says what it has to say, and hangs up", async (t) => {
  const { stompPort = 0, join } = await served(t, "--stomp-port=0");
  const bare = await join("영희");
  const socket = connect({ port: stompPort, host: "127.0.0.1", allowHalfOpen: true });
  socket.end("CONNECT\nlogin:철수\n\n\0\nSEND\ndestination:/rooms/chat\nreceipt:1\n\n안녕\0\n");
  let heard = "";
  socket.on("data", (bytes: Buffer) => {
    heard += bytes;
  });
  await bare.heard("철수:안녕");
  await once(socket, "end");
  assert.match(heard, /^CONNECTED\n.*\0RECEIPT\nreceipt-id:1\nposition:\w+\n\n\0$/s);
  socket.destroy();
});

test("an address that cannot be had names the option, and leaves nothing open", async (t) => {
  const other = createServer().listen(0, "127.0.0.1");
  t.after(() => other.close());
  await once(other, "listening");
  const { port } = other.address() as { port: number };
  const folder = await tempFolder(t);
  const settings = readSettings(["--port=0", `--stomp-port=${port}`, `--data=${folder}`], {});
  await assert.rejects(compose(settings, pino({ level: "silent" }), PAGE), /^Error: --stomp-port: listen EADDRINUSE/);
});

test("issue 6: with a certificate --stomp-port is TLS as well", async (t) => {
  const folder = await tempFolder(t);
  const { cert, key } = selfSigned();
  const [certFile, keyFile] = [join(folder, "cert.pem"), join(folder, "key.pem")];
  writeFileSync(certFile, cert);
  writeFileSync(keyFile, key);
  const { stompPort = 0 } = await served(t, "--stomp-port=0", `--tls-cert=${certFile}`, `--tls-key=${keyFile}`);
  const socket = connectTls({ port: stompPort, host: "127.0.0.1", ca: cert, servername: "localhost" });
  await once(socket, "secureConnect");
  socket.write("CONNECT\nlogin:철수\n\n\0");
  const [bytes] = (await once(socket, "data")) as [Buffer];
  assert.match(String(bytes), /^CONNECTED\n/);
  socket.destroy();
});
