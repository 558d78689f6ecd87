import { createReadStream } from "node:fs";
import type { RequestListener } from "node:http";
import { BlockList } from "node:net";
import { SockjsDoor, type SockjsDoorOptions, sockjsTestServices } from "@madang/net";

const SCRIPT = "/sockjs.min.js";
/** There when the tools for development are. */
const SCRIPT_FILE = new URL("../../../node_modules/sockjs-client/dist/sockjs.min.js", import.meta.url);

/** The services of the public SockJS suite. */
export function echoSockjs(ports: Omit<SockjsDoorOptions, "services" | "script" | "trusted">): SockjsDoor {
  return new SockjsDoor({ ...ports, trusted: new BlockList(), services: sockjsTestServices(), script: SCRIPT });
}

/** Answers with the script for the suite's frames, and leaves the rest to `next`. */
export function withScript(next: RequestListener): RequestListener {
  return (request, response) => {
    if (request.url !== SCRIPT) return next(request, response);
    response.setHeader("content-type", "text/javascript");
    createReadStream(SCRIPT_FILE)
      .on("error", () => response.destroy())
      .pipe(response);
  };
}
