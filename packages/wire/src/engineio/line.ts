import { Outbox, type Sized } from "../outbox.ts";
import type { ControlPacket, Packet } from "./packet.ts";
import type { Transport } from "./request.ts";
import type { Step } from "./step.ts";

/** How long a close waits for the poll that carries it (engine.io/lib/transports/polling.ts). */
export const CLOSE_TIMEOUT_MS = 30_000;
/** 2 MB of messages that no poll has come for, above the longest single answer of a chat; then the session is closed. */
export const MAX_WAITING = 2_000_000;

/**
 * A session's way to its client: the poll that waits, or the WebSocket, and what waits for one of them. A message goes
 * out once, by whichever is current when it does.
 */
export class Line<Link extends object, Data extends Sized> {
  readonly #outbox: Outbox<Data>;
  #control: ControlPacket[] = [];
  #poll: Link | undefined;
  /** The last poll that was answered; whether the answer arrived is in doubt. */
  #answered: Link | undefined;
  #socket: Link | undefined;

  /** `keeps`: what may not have arrived can be brought again. */
  constructor(keeps: boolean) {
    this.#outbox = new Outbox(keeps);
  }

  get transport(): Transport {
    return this.#socket === undefined ? "polling" : "websocket";
  }

  /** What is added now goes out with the next `flush`. */
  get isFree(): boolean {
    return this.#socket !== undefined || this.#poll !== undefined;
  }

  get socket(): Link | undefined {
    return this.#socket;
  }

  get waitingSize(): number {
    return this.#outbox.waitingSize;
  }

  get confirmed(): number {
    return this.#outbox.confirmed;
  }

  carries(link: Link): boolean {
    return link === this.#poll || link === this.#answered;
  }

  usePoll(link: Link): void {
    this.confirm();
    this.#poll = link;
  }

  useSocket(link: Link): void {
    this.confirm();
    this.#socket = link;
  }

  /** A control packet; goes before the messages that wait. */
  push(packet: ControlPacket): void {
    this.#control.push(packet);
  }

  add(data: Data): void {
    this.#outbox.add(data);
  }

  /** Writes what waits, then `last`, to what is current; undefined: there is nothing to write, or nowhere. */
  flush(last?: ControlPacket): Step<Link, Data> | undefined {
    const to = this.#socket ?? this.#poll;
    if (to === undefined) return undefined;
    const packets: Packet<Data>[] = this.#control;
    this.#control = [];
    for (const data of this.#outbox.take()) packets.push({ type: "message", data });
    if (last !== undefined) packets.push(last);
    if (packets.length === 0) return undefined;
    if (this.#socket !== undefined) this.#outbox.confirm();
    else {
      this.#answered = to;
      this.#poll = undefined;
    }
    return { kind: "packets", to, packets };
  }

  /** The last answer has arrived. */
  confirm(): void {
    this.#outbox.confirm();
    this.#answered = undefined;
  }

  /** The poll broke: what may have been in its answer waits again. */
  takeBack(): void {
    this.#outbox.putBack();
    this.#poll = undefined;
    this.#answered = undefined;
  }

  drop(): void {
    this.#outbox.clear();
    this.#control = [];
    this.#poll = undefined;
    this.#answered = undefined;
    this.#socket = undefined;
  }
}
