import staticFiles from "@fastify/static";
import { parseRoomName } from "@madang/hub";
import type { FastifyReply } from "fastify";
import { notFound, Problem } from "./problem.ts";
import type { Routes } from "./routes.ts";

/** Nothing but this page's own script and style runs on it, and it talks to nobody but this server. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const CHUNK = /^[\w-]+\.js$/;

/** The chat's page, and the script that brings the chat to other sites. */
export const pageRoutes: Routes = (app, { hub, page }) => {
  app.register(staticFiles, {
    root: page,
    prefix: "/page/",
    index: false,
    cacheControl: false,
    // The build leaves a smaller spelling beside each script, for browsers that read it.
    preCompressed: true,
    setHeaders: revalidate,
  });
  app.get("/madang.js", (_request, reply) =>
    // Other sites load it as a module, which asks for leave (the HTML standard, "fetch a single module script").
    reply
      .header("access-control-allow-origin", "*")
      .header("cross-origin-resource-policy", "cross-origin")
      .sendFile("madang.js"),
  );
  // What it loads when it is needed; its name says which contents these are.
  app.get<{ Params: { file: string } }>("/chunks/:file", (request, reply) => {
    if (!CHUNK.test(request.params.file)) throw notFound("there is nothing at /chunks but parts of scripts");
    return reply
      .header("access-control-allow-origin", "*")
      .header("cross-origin-resource-policy", "cross-origin")
      .sendFile(`chunks/${request.params.file}`);
  });
  app.get("/", (_request, reply) => reply.redirect("/chat"));
  app.get("/chat", (_request, reply) => sendPage(reply));
  app.get<{ Params: { room: string } }>("/chat/:room", async (request, reply) => {
    const name = parseRoomName(request.params.room);
    if (name === undefined || (await hub.room(name)) === undefined) {
      throw notFound(`there is no room named ${JSON.stringify(request.params.room)}`);
    }
    return sendPage(reply);
  });
  app.get("/ws/*", () => {
    throw new Problem(426, "this address speaks WebSocket", { Upgrade: "websocket", Connection: "Upgrade" });
  });
};

function sendPage(reply: FastifyReply): FastifyReply {
  return reply.header("content-security-policy", POLICY).sendFile("page.html");
}

/** The browser keeps what it has and asks whether it is still good: the files have no version in their names. */
function revalidate(reply: FastifyReply): void {
  reply.header("cache-control", "no-cache").header("x-content-type-options", "nosniff");
}
