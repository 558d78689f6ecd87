// A site with a login of its own, and a chat on its page over a bare WebSocket: node examples/plain/server.ts
// beside: npm start -- --origins http://localhost:9000 --jwt-secret "$SECRET" --jwt-cookie site-login
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { signToken } from "../sign.ts";

const secret = process.env["SECRET"] ?? "a-secret-that-only-the-site-and-its-chat-know";
const chat = process.env["CHAT"] ?? "ws://localhost:8080";
const page = readFileSync(new URL("page.html", import.meta.url), "utf8").replace("CHAT", chat);

/** A real site asks for a password first. Cookies go to every port of their host, so the chat server sees them too. */
function cookiesOf(name: string): string[] {
  const token = signToken({ sub: name, name, exp: Math.floor(Date.now() / 1000) + 3600 }, secret);
  return [`site-login=${token}; HttpOnly; SameSite=Lax; Path=/`, "signed-in=1; SameSite=Lax; Path=/"];
}

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
  if (pathname !== "/") {
    response.writeHead(404).end();
    return;
  }
  const name = searchParams.get("user");
  if (name !== null) response.setHeader("set-cookie", cookiesOf(name));
  response.setHeader("content-type", "text/html; charset=utf-8");
  response.end(page);
});
server.listen(Number(process.env["PORT"] ?? 9000), "127.0.0.1", () => {
  const address = server.address();
  process.stdout.write(`http://localhost:${typeof address === "object" && address !== null ? address.port : ""}/\n`);
});
