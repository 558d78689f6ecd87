import { type Author, formatPosition, type Person, type Position } from "@madang/hub";
import type { Caller, Carrier, CloseCode, Message, Session } from "@madang/wire";
import { type ConnectEvent, type Event, ServerConnection } from "@madang/wire/stomp";
import type { Identity } from "../identify.ts";
import type { Complaint } from "./complaint.ts";
import type { StompDesk, Told } from "./desk.ts";
import { aboutSend } from "./errors.ts";
import { loginOf } from "./login.ts";
import type { StompTerms } from "./terms.ts";
import { StompWork } from "./work.ts";

/** 1 MiB of bodies behind a frame that has to be waited for: then no more is read until half of it is done. */
const HOLD_FROM_BYTES: number = 1024 * 1024;
/** 4 MiB where the carrier reads on. */
const MAX_WAITING_BYTES: number = 4 * 1024 * 1024;
/** 4096 frames under way: more than a commit takes at once. Then no more is read until half of them are done. */
const MAX_UNDER_WAY = 4096;
/** Whom a connection stands for before its CONNECT. */
const NOBODY: Author = { kind: "guest", name: "" };
const SERVER = "Madang";

interface Goodbye {
  readonly code: CloseCode;
  readonly reason: string;
}

/** One STOMP connection: its login, and its frames one after the other in the order in which they came. */
export class StompSession implements Session, Person, StompDesk {
  readonly #terms: StompTerms;
  readonly #caller: Caller;
  readonly #carrier: Carrier;
  readonly #machine: ServerConnection;
  #identity: Identity | undefined;
  #work: StompWork | undefined;
  /** What came behind a frame that has to be waited for. */
  #waiting: Event[] | undefined;
  #waitingBytes = 0;
  #isHolding = false;
  #goodbye: Goodbye | undefined;
  #gone = false;
  #cancelTick: () => void = () => undefined;
  #cancelExpiry: () => void = () => undefined;

  constructor(terms: StompTerms, caller: Caller, carrier: Carrier) {
    this.#terms = terms;
    this.#caller = caller;
    this.#carrier = carrier;
    this.#machine = new ServerConnection(terms.options, terms.clock.now());
    this.#arm();
  }

  get author(): Author {
    return this.#identity?.author ?? NOBODY;
  }

  get address(): string {
    return this.#caller.address;
  }

  text(message: string): void {
    this.binary(this.#terms.host.encode(message));
  }

  binary(message: Uint8Array): void {
    this.#take(this.#machine.receive(message, this.#terms.clock.now()));
    this.#flush();
  }

  drained(): void {
    this.#work?.drained();
  }

  farewell(after: number, why: string): void {
    const details = `Come back in ${(after / 1000).toFixed(1)} s.`;
    this.#end({ code: 1012, reason: why }, why, { details, headers: [["retry-after-ms", String(after)]] });
  }

  closed(): void {
    this.#gone = true;
    this.#machine.ended();
    this.#cancelTick();
    this.#cancelExpiry();
    this.#work?.leave();
  }

  dismiss(why: string): void {
    this.#end({ code: 4001, reason: why }, "banned", { details: why });
  }

  done(frame: number, position?: Position): void {
    // A position is spelled only for who has asked for a RECEIPT.
    const isTold = position !== undefined && this.#machine.receiptOf(frame) !== undefined;
    this.#machine.handled(frame, isTold ? [["position", formatPosition(position)]] : []);
    this.#flush();
  }

  fail(frame: number, { closeCode, code, message, details, headers = [] }: Complaint): void {
    this.#goodbye ??= { code: closeCode, reason: message };
    this.#machine.fail(frame, message, { details, headers: [["code", code], ...headers] });
    this.#flush();
  }

  refuse({ frame, headers }: Told, complaint: Complaint): void {
    const about = aboutSend(headers, this.#machine.receiptOf(frame));
    if (this.#work?.tell(complaint, about) !== true) {
      this.fail(frame, complaint);
      return;
    }
    this.#machine.handled(frame, false);
    this.#flush();
  }

  #take(events: readonly Event[]): void {
    for (const event of events) {
      if (event.kind === "closed") this.#goodbye ??= goodbyeOf(event.error);
      else if (this.#waiting === undefined) this.#do(event);
      else this.#wait(event);
    }
  }

  #wait(event: Event): void {
    this.#waiting?.push(event);
    if (event.kind === "send") this.#waitingBytes += event.body.length;
    if (this.#waitingBytes <= MAX_WAITING_BYTES) return;
    const message = `more than ${MAX_WAITING_BYTES} bytes without waiting for an answer`;
    this.#end({ code: 1008, reason: message }, message);
  }

  /** Handles an event; those that come before it is done wait. */
  #do(event: Event): void {
    const doing = this.#handle(event);
    if (doing === undefined) return;
    this.#waiting = [];
    doing
      .catch((error: unknown) => {
        const message = "this cannot be done now";
        this.#end({ code: 1013, reason: message }, message, { details: String(error) });
      })
      .finally(() => {
        const waiting = this.#waiting ?? [];
        this.#waiting = undefined;
        this.#waitingBytes = 0;
        this.#take(waiting);
        this.#flush();
      });
  }

  #handle(event: Event): Promise<void> | undefined {
    if (event.kind === "connect") return this.#login(event);
    return event.kind === "disconnect" || event.kind === "closed" ? undefined : this.#work?.handle(event);
  }

  async #login(event: ConnectEvent): Promise<void> {
    const { identify, hub, deadlines, clock } = this.#terms;
    const identity = await identify(this.#caller, loginOf(event));
    if (this.#gone) return;
    if ("status" in identity) {
      this.#end({ code: 4003, reason: "login refused" }, "login refused", { details: identity.detail });
      return;
    }
    const { author, expires } = identity;
    const banned = hub.rights.refusal(author, this.address, "read");
    if (banned !== undefined) {
      this.dismiss(banned);
      return;
    }
    this.#identity = identity;
    if (expires !== undefined) {
      const end = (): void => this.#end({ code: 4002, reason: "the login has expired" }, "the login has expired");
      this.#cancelExpiry = deadlines.add(expires, end);
    }
    const { version } = event;
    this.#work = new StompWork({ terms: this.#terms, person: this, carrier: this.#carrier, version, desk: this });
    const held = this.#machine.accept(clock.now(), [
      ["server", SERVER],
      ["user-name", author.name],
    ]);
    this.#arm();
    this.#take(held);
    this.#flush();
  }

  /** An ERROR that is about no frame, and the end. */
  #end(goodbye: Goodbye, message: string, more: Parameters<ServerConnection["fail"]>[2] = {}): void {
    this.#goodbye ??= goodbye;
    this.#machine.fail(undefined, message, more);
    this.#flush();
  }

  #flush(): void {
    const output = this.#machine.output();
    if (output.length > 0)
      this.#carrier.write(this.#carrier.framing.frame(output.map((image) => this.#message(image))));
    if (this.#machine.finished) {
      const { code, reason } = this.#goodbye ?? { code: 1000, reason: "" };
      this.#carrier.close(code, reason);
    } else this.#hold();
  }

  /** What the server says beside MESSAGEs is all UTF-8. */
  #message(image: Uint8Array): Message {
    return this.#terms.host.decode(image);
  }

  /** Reads no more from a client that writes faster than the disk. */
  #hold(): void {
    const load = Math.max(this.#machine.unhandled / MAX_UNDER_WAY, this.#waitingBytes / HOLD_FROM_BYTES);
    const wants = load > (this.#isHolding ? 0.5 : 1);
    if (wants === this.#isHolding) return;
    this.#isHolding = wants;
    this.#carrier.hold?.(wants);
  }

  /** Has the machine looked at when its time has come. */
  #arm(): void {
    this.#cancelTick();
    const at = this.#machine.deadline;
    if (at === undefined) return;
    this.#cancelTick = this.#terms.deadlines.add(at, () => {
      const now = this.#terms.clock.now();
      if (this.#carrier.isDeaf === true) this.#machine.excuse(now);
      this.#take(this.#machine.tick(now));
      this.#flush();
      this.#arm();
    });
  }
}

function goodbyeOf(
  error: { readonly closeCode: CloseCode; readonly message: string } | undefined,
): Goodbye | undefined {
  return error === undefined ? undefined : { code: error.closeCode, reason: error.message };
}
