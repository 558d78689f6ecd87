import type { Host, HttpAnswer, Upload } from "@madang/wire";
import type { EngineLink } from "./engine-link.ts";
import { Exchange } from "./exchange.ts";

/** A POST of a session, which knows of it from its head on: there is one at a time (engine.io lib/transports/polling.ts). */
export class EngineUpload implements Upload {
  readonly #link: EngineLink;
  readonly #host: Host;
  readonly #exchange: Exchange;
  #body = "";

  constructor(link: EngineLink, contentType: string, host: Host) {
    this.#link = link;
    this.#host = host;
    this.#exchange = new Exchange(
      (exchange) => link.postEnds(exchange, this.#body),
      (exchange) => link.lost(exchange),
    );
    link.postBegins(this.#exchange, contentType);
  }

  ended(body: Uint8Array): HttpAnswer {
    this.#body = this.#host.decode(body);
    return this.#exchange;
  }

  failed(why: "too big" | "gone"): void {
    if (why === "gone") this.#link.lost(this.#exchange);
    else this.#link.postOver(this.#exchange);
  }
}
