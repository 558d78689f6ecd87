import type { Socket } from "node:net";
import type { LinkFault } from "../plan.ts";
import { Lane, type Mode } from "./lane.ts";

/** Which direction is meant: from the client up to the server, or down from it. */
export type Way = "up" | "down";

const MODES: Readonly<Partial<Record<LinkFault, Mode>>> = {
  stop: "stop",
  delay: "delay",
  trickle: "trickle",
  narrow: "narrow",
};

/** One connection through the proxy: two sockets and a lane for each direction. */
export class Road {
  readonly #client: Socket;
  readonly #server: Socket;
  readonly #lanes: Readonly<Record<Way, Lane>>;
  #sick = false;
  #torn = false;

  constructor(client: Socket, server: Socket) {
    this.#client = client;
    this.#server = server;
    this.#lanes = { up: new Lane(client, server), down: new Lane(server, client) };
    for (const socket of [client, server]) {
      socket.on("error", () => this.reset());
      socket.on("close", () => this.cut());
    }
  }

  /** A fault that lasts is over by itself after `ms`: it ends, or, where bytes were lost, the connection does. */
  suffer(fault: LinkFault, way: Way, ms: number): void {
    const lane = this.#lanes[way];
    const mode = MODES[fault];
    if (fault === "reset") this.reset();
    else if (fault === "end") this.cut();
    // Where bytes were lost none may come any more: TCP never has a hole.
    else if (this.#sick) return;
    else if (mode !== undefined) {
      lane.mode = mode;
      setTimeout(() => this.#recover(lane, mode), ms).unref();
    } else {
      this.#sick = true;
      if (fault === "half-end") lane.end();
      else lane.mode = "lose";
      setTimeout(() => this.reset(), ms).unref();
    }
  }

  /** All is well again; a connection that has lost bytes can only end. */
  heal(): void {
    if (this.#sick) this.reset();
    else for (const lane of Object.values(this.#lanes)) lane.mode = "flow";
  }

  reset(): void {
    if (this.#torn) return;
    this.#torn = true;
    this.#client.resetAndDestroy();
    this.#server.resetAndDestroy();
  }

  cut(): void {
    if (this.#torn) return;
    this.#torn = true;
    this.#client.destroy();
    this.#server.destroy();
  }

  #recover(lane: Lane, mode: Mode): void {
    if (lane.mode === mode) lane.mode = "flow";
  }
}
