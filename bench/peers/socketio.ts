/** A broadcast server on Socket.IO: every text goes to every client as `name:text`, by `io.emit`. */
import { createServer } from "node:http";
import { Server } from "socket.io";

const http = createServer();
const io = new Server(http, { transports: ["websocket"], perMessageDeflate: false, serveClient: false });

io.on("connection", (socket) => {
  socket.on("message", (text: string) => io.emit("message", `bench:${text}`));
});

http.listen(0, "127.0.0.1", () => {
  const address = http.address();
  if (typeof address === "object") process.stdout.write(`${JSON.stringify({ port: address?.port })}\n`);
});
process.stdin.on("end", () => process.exit(0)).resume();
