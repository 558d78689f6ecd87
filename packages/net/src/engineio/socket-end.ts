import type { Carrier, Session } from "@madang/wire";
import type { EngineLink } from "./engine-link.ts";

/** A WebSocket of an Engine.IO session: its own, or one that is tried beside its polls. */
export class SocketEnd implements Session {
  readonly #link: EngineLink;
  readonly #socket: Carrier;

  constructor(link: EngineLink, socket: Carrier) {
    this.#link = link;
    this.#socket = socket;
  }

  text(message: string): void {
    this.#link.frame(this.#socket, message);
  }

  binary(message: Uint8Array): void {
    this.#link.frame(this.#socket, message);
  }

  drained(): void {
    this.#link.drained(this.#socket);
  }

  farewell(after: number, why: string): void {
    if (this.#link.transport === "websocket") this.#link.farewell(after, why);
    this.#socket.close(1012, why);
  }

  closed(): void {
    this.#link.lost(this.#socket);
  }
}
