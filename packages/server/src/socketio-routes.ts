import { createRequire } from "node:module";
import { dirname } from "node:path";
import type { Routes } from "./routes.ts";

/** What the stock client publishes for pages that speaks what is spoken here, with the maps of their sources. */
const SCRIPTS = ["socket.io", "socket.io.min", "socket.io.esm.min"];

/** The stock client, for pages that load it from where they connect to (socket.io, `serveClient`). */
export const socketIoRoutes: Routes = (app) => {
  const folder = dirname(createRequire(import.meta.url).resolve("socket.io-client/dist/socket.io.js"));
  for (const name of SCRIPTS.flatMap((script) => [`${script}.js`, `${script}.js.map`])) {
    app.get(`/socket.io/${name}`, (_request, reply) =>
      reply
        // Pages of other sites load it too, as they would from a CDN; some as a module.
        .header("access-control-allow-origin", "*")
        .header("cross-origin-resource-policy", "cross-origin")
        .header("cache-control", "no-cache")
        .header("x-content-type-options", "nosniff")
        .sendFile(name, folder, { cacheControl: false }),
    );
  }
};
