/** The least a Node server can do: own frames, everything of one turn joined to one write a member. For the load's own limit. */
import { createHash } from "node:crypto";
import { createServer, type Socket } from "node:net";

const MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
const members = new Set<Socket>();
let turn: Buffer[] = [];

const server = createServer({ noDelay: true }, (socket) => {
  let name: string | undefined;
  let rest: Buffer = Buffer.alloc(0);
  socket.on("error", () => undefined);
  socket.on("close", () => members.delete(socket));
  socket.on("data", (chunk) => {
    rest = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    if (name === undefined) {
      const end = rest.indexOf("\r\n\r\n");
      if (end < 0) return;
      name = upgrade(socket, rest.toString("latin1", 0, end));
      rest = rest.subarray(end + 4);
    }
    rest = relay(rest, `${name}:`);
  });
});
server.listen(0, "127.0.0.1", 4096, () => {
  const address = server.address();
  if (typeof address === "object") process.stdout.write(`${JSON.stringify({ port: address?.port })}\n`);
});
process.stdin.on("end", () => process.exit(0)).resume();

function upgrade(socket: Socket, request: string): string {
  const key = /^sec-websocket-key: *(.*)$/im.exec(request)?.[1] ?? "";
  const accept = createHash("sha1")
    .update(key + MAGIC)
    .digest("base64");
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  members.add(socket);
  return /[?&]name=([^ &]*)/.exec(request)?.[1] ?? "guest";
}

/** Takes whole masked short frames; what is left is the beginning of one. */
function relay(bytes: Buffer, prefix: string): Buffer {
  let at = 0;
  while (bytes.length - at >= 6) {
    const length = (bytes[at + 1] ?? 0) & 0x7f;
    if (bytes.length - at < 6 + length) break;
    const frame = Buffer.allocUnsafe(2 + prefix.length + length);
    frame[0] = 0x81;
    frame[1] = prefix.length + length;
    frame.write(prefix, 2, "latin1");
    const body = 2 + prefix.length;
    for (let i = 0; i < length; i++) frame[body + i] = (bytes[at + 6 + i] ?? 0) ^ (bytes[at + 2 + (i & 3)] ?? 0);
    if (turn.push(frame) === 1) setImmediate(endTurn);
    at += 6 + length;
  }
  return bytes.subarray(at);
}

function endTurn(): void {
  const image = Buffer.concat(turn);
  turn = [];
  for (const member of members) member.write(image);
}
