// A site with a login of its own, and <madang-chat> on its page: node examples/embed/server.ts
// beside: npm start -- --origins http://localhost:9001 --jwt-secret "$SECRET"
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { signToken } from "../sign.ts";

const secret = process.env["SECRET"] ?? "a-secret-that-only-the-site-and-its-chat-know";
const chat = process.env["CHAT"] ?? "http://localhost:8080";
const page = readFileSync(new URL("page.html", import.meta.url), "utf8").replaceAll("CHAT", chat);
/** Who is signed in, by the site's own session cookie. */
const sessions = new Map<string, string>();

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
  const session = /session=([0-9a-f-]+)/.exec(request.headers.cookie ?? "")?.[1] ?? "";
  const name = sessions.get(session);
  if (pathname === "/login") {
    // A real site asks for a password here.
    const fresh = crypto.randomUUID();
    sessions.set(fresh, searchParams.get("user") ?? "somebody");
    response.writeHead(303, { location: "/", "set-cookie": `session=${fresh}; HttpOnly; SameSite=Lax; Path=/` }).end();
  } else if (pathname === "/chat-token" && name !== undefined) {
    // Ten minutes: the page asks again before it ends.
    response.end(signToken({ sub: name, name, exp: Math.floor(Date.now() / 1000) + 600 }, secret));
  } else if (pathname === "/") {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(page);
  } else {
    response.writeHead(pathname === "/chat-token" ? 401 : 404).end();
  }
});
server.listen(Number(process.env["PORT"] ?? 9001), "127.0.0.1", () => {
  const address = server.address();
  process.stdout.write(`http://localhost:${typeof address === "object" && address !== null ? address.port : ""}/\n`);
});
