import type { Message } from "../carrier.ts";
import { readPacketFrame } from "./packet.ts";

/** How long an upgrade may take from the WebSocket's opening to its `5` (engine.io, `upgradeTimeout`). */
export const UPGRADE_TIMEOUT_MS = 10_000;

/** A WebSocket that is tried beside polling: `2probe` is answered `3probe`, then `5` (engine.io-protocol, "Upgrade"). */
export class Probe<Link> {
  readonly socket: Link;
  readonly deadline: number;
  #answered = false;

  constructor(socket: Link, now: number, timeoutMs: number = UPGRADE_TIMEOUT_MS) {
    this.socket = socket;
    this.deadline = now + timeoutMs;
  }

  /** `3probe` has gone out: polls are released at once, for the client waits for its last one before `5`. */
  get answered(): boolean {
    return this.#answered;
  }

  /** What a frame on the probed socket means. */
  read(message: Message): "answer" | "upgrade" | "wrong" {
    const packet = readPacketFrame(message);
    if (packet?.type === "ping" && packet.data === "probe") {
      this.#answered = true;
      return "answer";
    }
    return packet?.type === "upgrade" && this.#answered ? "upgrade" : "wrong";
  }
}
