import type { Socket } from "node:net";

/** How a direction of a connection behaves: it passes on, holds back, loses, is late, gives single bytes, or is slow. */
export type Mode = "flow" | "stop" | "lose" | "delay" | "trickle" | "narrow";

/** What a late direction is late by, in milliseconds. */
export const DELAY_MS = 120;
/** Above this a direction that holds back holds its sender back, too. */
const HELD_BYTES = 64 * 1024;
/** A trickle gives at most so many bytes at a time, and so many in all before it flows again. */
const DROPS = 3;
const TRICKLE_BYTES = 1500;
/** A narrow direction passes on so many bytes, then rests for so many milliseconds: 100 KB a second. */
const SIP_BYTES = 5000;
const REST_MS = 50;

/** One direction of a connection through the proxy. */
export class Lane {
  readonly #from: Socket;
  readonly #to: Socket;
  #mode: Mode = "flow";
  #held: Buffer[] = [];
  #heldBytes = 0;
  #trickled = 0;
  #ended = false;
  #busy = false;

  constructor(from: Socket, to: Socket) {
    this.#from = from;
    this.#to = to;
    from.on("data", (bytes: Buffer) => this.#take(bytes));
    from.on("end", () => {
      this.#ended = true;
      this.#pump();
    });
    to.on("drain", () => this.#pump());
  }

  get mode(): Mode {
    return this.#mode;
  }

  set mode(mode: Mode) {
    this.#mode = mode;
    this.#trickled = 0;
    this.#pump();
  }

  /** Tells the receiver that nothing more comes, and loses what does. */
  end(): void {
    this.mode = "lose";
    this.#to.end();
  }

  #take(bytes: Buffer): void {
    if (this.#mode === "lose") return;
    this.#held.push(bytes);
    this.#heldBytes += bytes.length;
    if (this.#heldBytes > HELD_BYTES) this.#from.pause();
    this.#pump();
  }

  #pump(): void {
    if (this.#busy || this.#to.destroyed) return;
    if (this.#mode === "lose") this.#drop();
    else if (this.#mode === "flow") this.#flow();
    else if (this.#mode === "delay") this.#later(DELAY_MS, () => this.#flow());
    else if (this.#mode === "trickle") this.#trickle();
    else if (this.#mode === "narrow") this.#sip();
  }

  #flow(): void {
    while (this.#held.length > 0 && !this.#to.writableNeedDrain) this.#pass(this.#held.shift() as Buffer);
    this.#settle();
  }

  #trickle(): void {
    const passed = this.#passFirst(DROPS);
    if (passed === 0) return;
    this.#trickled += passed;
    if (this.#trickled > TRICKLE_BYTES) this.#mode = "flow";
    this.#busy = true;
    setImmediate(() => {
      this.#busy = false;
      this.#pump();
    });
  }

  #sip(): void {
    if (this.#passFirst(SIP_BYTES) > 0) this.#later(REST_MS, () => this.#sip());
  }

  /** Passes at most so many bytes of what is held first; answers how many. */
  #passFirst(most: number): number {
    const [first] = this.#held;
    if (first === undefined) {
      this.#settle();
      return 0;
    }
    const part = first.subarray(0, most);
    if (part.length === first.length) this.#held.shift();
    else this.#held[0] = first.subarray(most);
    this.#pass(part);
    if (this.#heldBytes <= HELD_BYTES) this.#from.resume();
    return part.length;
  }

  #later(ms: number, then: () => void): void {
    if (this.#held.length === 0 && !this.#ended) return;
    const mode = this.#mode;
    this.#busy = true;
    setTimeout(() => {
      this.#busy = false;
      if (this.#mode === mode) then();
      else this.#pump();
    }, ms);
  }

  #pass(bytes: Buffer): void {
    this.#heldBytes -= bytes.length;
    this.#to.write(bytes);
  }

  #drop(): void {
    this.#held = [];
    this.#heldBytes = 0;
    this.#from.resume();
  }

  /** After a flow: the sender may go on, and its end is passed on. */
  #settle(): void {
    if (this.#held.length > 0) return;
    if (this.#ended) this.#to.end();
    else this.#from.resume();
  }
}
