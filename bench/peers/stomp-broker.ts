/** A STOMP server on npm's `stomp-broker-js`, as its readme builds one. */
import { createServer } from "node:http";
import StompServer from "stomp-broker-js";

const server = createServer();
const broker = new StompServer({ server, path: "/stomp", heartbeat: [0, 0] });
// It gives a SEND to everybody but its sender; what the server itself sends, to everybody.
broker.subscribe("/app/bench", (text) => broker.send("/topic/bench", {}, text));

server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object") process.stdout.write(`${JSON.stringify({ port: address?.port })}\n`);
});
process.stdin.on("end", () => process.exit(0)).resume();
