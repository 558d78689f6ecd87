import { type Host, namesTag } from "@madang/wire";
import { CACHED, entityTag, GREETING, HEAD_PROFILE, iframePage, infoDocument, infoHeaders } from "@madang/wire/sockjs";
import type { Origins } from "../origins.ts";
import type { Visit } from "./visit.ts";

/** What is at a base beside its sessions: the greeting, what clients ask first, and the page for transports in frames. */
export class Pages {
  readonly #host: Host;
  readonly #origins: Origins;
  readonly #iframe: string;
  readonly #tag: string;

  /** `script`: where the frame's page loads the client from; a path of ours, or an address. */
  constructor(host: Host, origins: Origins, script: string) {
    this.#host = host;
    this.#origins = origins;
    this.#iframe = iframePage(script, HEAD_PROFILE);
    this.#tag = entityTag(this.#iframe, host);
  }

  greet(visit: Visit): void {
    visit.plain(200, GREETING);
  }

  inform(visit: Visit): void {
    const { websocket = true, cookieNeeded = false } = visit.service;
    const document = infoDocument({ websocket, cookieNeeded }, this.#host.random(4));
    visit.reply(200, infoHeaders(), document);
  }

  /**
   * What the frame sends has our own origin, whoever's page the frame is in: so it opens in pages of allowed origins
   * only (Content Security Policy 3, section 6.4.2).
   */
  frame(visit: Visit): void {
    const headers = {
      ...CACHED,
      ETag: this.#tag,
      "Content-Security-Policy": `frame-ancestors ${["'self'", ...this.#origins.listed].join(" ")}`,
    };
    if (namesTag(visit.field("if-none-match"), this.#tag)) visit.reply(304, headers);
    else visit.reply(200, { ...headers, "Content-Type": "text/html; charset=UTF-8" }, this.#iframe);
  }
}
