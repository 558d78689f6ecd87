/** A broadcast server on `ws`: every text goes to every client as `name:text`, one `send` each. */
import { WebSocket, WebSocketServer } from "ws";

const server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: false });

server.on("connection", (socket, request) => {
  const name = new URL(request.url ?? "/", "http://localhost").searchParams.get("name") ?? "guest";
  socket.on("error", () => socket.terminate());
  socket.on("message", (text) => {
    const message = `${name}:${text}`;
    for (const client of server.clients) {
      if (client.readyState === WebSocket.OPEN) client.send(message);
    }
  });
});

server.on("listening", () => {
  const address = server.address();
  if (typeof address === "object") process.stdout.write(`${JSON.stringify({ port: address?.port })}\n`);
});
process.stdin.on("end", () => process.exit(0)).resume();
