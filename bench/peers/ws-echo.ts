/** An echo on `ws`: what comes goes back to whoever sent it. */
import { WebSocketServer } from "ws";

const server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: false });

server.on("connection", (socket) => {
  socket.on("error", () => socket.terminate());
  socket.on("message", (message, binary) => socket.send(message, { binary }));
});

server.on("listening", () => {
  const address = server.address();
  if (typeof address === "object") process.stdout.write(`${JSON.stringify({ port: address?.port })}\n`);
});
process.stdin.on("end", () => process.exit(0)).resume();
