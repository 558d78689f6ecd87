import type { Message } from "../carrier.ts";
import type { Event, Recovery } from "./event.ts";
import type { ConnectPacket, EventName, Packet } from "./packet.ts";
import { PacketReader } from "./packet-reader.ts";
import { spellPacket } from "./packet-spelling.ts";

/** How long a client may be without a namespace (socket.io, `connectTimeout`). */
export const CONNECT_TIMEOUT_MS = 45_000;
/** Namespaces of one connection, the ones being asked for and left too. */
export const MAX_NAMESPACES = 16;
/** Acknowledgements that the server waits for; beyond, the oldest is forgotten. */
export const MAX_ACKS_DUE = 1_000;

/** Kept by reference: one frozen object for all connections that are alike. */
export interface ConnectionOptions {
  readonly connectTimeoutMs?: number;
  readonly maxNamespaces?: number;
}

/** `left`: by the server. What the client sent before it knew is ignored, and it may ask again. */
type Membership = "asked" | "joined" | "left";

const NO_EVENTS: readonly Event[] = Object.freeze<Event[]>([]);

/**
 * One Socket.IO connection, protocol 5, over the messages of an Engine.IO session, without its transport:
 * socket.io-protocol, "Exchange protocol".
 *
 * Its owner hands in messages, handles the events, sends `output()` after every call, calls `tick` when `deadline` has
 * come, and closes the engine after `closed`. Events made once for many, by `eventPacket`, bypass `output()`: they may
 * be sent to a namespace as long as it `has` it.
 */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #reader = new PacketReader();
  readonly #namespaces = new Map<string, Membership>();
  /** Made when the first is asked for: few servers ever do. */
  #acksDue: Map<number, string> | undefined;
  #nextAck = 0;
  #output: Message[] = [];
  #deadline: number | undefined;
  #isClosed = false;

  constructor(now: number, options: ConnectionOptions = {}) {
    this.#options = options;
    this.#deadline = now + this.#connectTimeoutMs;
  }

  /** When the client is to be given up, unless it joins a namespace. */
  get deadline(): number | undefined {
    return this.#deadline;
  }

  /** The namespace is joined. */
  has(namespace: string): boolean {
    return this.#namespaces.get(namespace) === "joined";
  }

  /** What a message means; none does after `closed`. Never throws for what a peer sent. */
  receive(message: Message, now: number): readonly Event[] {
    if (this.#isClosed) return NO_EVENTS;
    const packet = this.#reader.read(message);
    if (packet === undefined) return NO_EVENTS;
    return packet.type === "bad" ? this.#close(packet.why) : this.#handle(packet, now);
  }

  /** Lets the client into a namespace; `pid` only where recovery is on, since a client takes it for that. */
  accept(namespace: string, { sid, pid }: { readonly sid: string; readonly pid?: string }): void {
    if (this.#namespaces.get(namespace) !== "asked") return;
    this.#namespaces.set(namespace, "joined");
    this.#deadline = undefined;
    this.#send({ type: "connect", namespace, data: pid === undefined ? { sid } : { sid, pid } });
  }

  /** Does not let it in; the client's `connect_error` gets `message` and `data`. */
  refuse(namespace: string, error: { readonly message: string; readonly data?: unknown }): void {
    if (this.#namespaces.get(namespace) !== "asked") return;
    this.#namespaces.delete(namespace);
    const { message, data } = error;
    this.#send({ type: "connect_error", namespace, data: data === undefined ? { message } : { message, data } });
  }

  /** False, and nothing is sent, when the namespace is not joined; so with the next two. */
  emit(namespace: string, name: EventName, ...args: readonly unknown[]): boolean {
    return this.#sendTo({ type: "event", namespace, data: [name, ...args] });
  }

  ack(namespace: string, id: number, ...args: readonly unknown[]): boolean {
    return this.#sendTo({ type: "ack", namespace, id, data: args });
  }

  /** Asks for an acknowledgement: an `ack` event with the id that this answers may follow. */
  ask(namespace: string, name: EventName, ...args: readonly unknown[]): number | undefined {
    const id = this.#nextAck;
    if (!this.#sendTo({ type: "event", namespace, id, data: [name, ...args] })) return undefined;
    this.#nextAck++;
    this.#acksDue ??= new Map();
    this.#acksDue.set(id, namespace);
    if (this.#acksDue.size > MAX_ACKS_DUE) this.#acksDue.delete(id - MAX_ACKS_DUE);
    return id;
  }

  /** Puts the client out of a namespace; it does not come back by itself. The others go on. */
  disconnect(namespace: string, now: number): void {
    if (!this.#sendTo({ type: "disconnect", namespace })) return;
    this.#leave(namespace, "left", now);
  }

  /** Takes what must now be sent, in order. */
  output(): readonly Message[] {
    const output = this.#output;
    if (output.length > 0) this.#output = [];
    return output;
  }

  tick(now: number): readonly Event[] {
    if (this.#isClosed || this.#deadline === undefined || now < this.#deadline) return NO_EVENTS;
    return this.#close("no namespace was joined in time");
  }

  #handle(packet: Packet, now: number): readonly Event[] {
    const { namespace } = packet;
    const membership = this.#namespaces.get(namespace);
    if (packet.type === "connect" && (membership === undefined || membership === "left")) return this.#asked(packet);
    if (packet.type === "connect_error") return this.#close("a client does not refuse");
    if (membership === "left") return NO_EVENTS;
    if (membership !== "joined") return this.#close("a packet for a namespace that is not joined");
    switch (packet.type) {
      case "connect":
        return this.#close("a namespace is joined once");
      case "disconnect":
        this.#leave(namespace, undefined, now);
        return [{ kind: "disconnect", namespace }];
      case "ack":
        if (this.#acksDue?.get(packet.id) !== namespace) return NO_EVENTS;
        this.#acksDue.delete(packet.id);
        return [{ kind: "ack", namespace, id: packet.id, args: packet.data }];
      case "event": {
        const [name, ...args] = packet.data;
        return [{ kind: "event", namespace, name, args, ...(packet.id === undefined ? {} : { id: packet.id }) }];
      }
    }
  }

  #asked({ namespace, data = {} }: ConnectPacket): readonly Event[] {
    const isNew = !this.#namespaces.has(namespace);
    if (isNew && this.#namespaces.size >= (this.#options.maxNamespaces ?? MAX_NAMESPACES)) {
      this.#send({ type: "connect_error", namespace, data: { message: "Too many namespaces" } });
      return NO_EVENTS;
    }
    this.#namespaces.set(namespace, "asked");
    const { pid, offset, ...auth } = data;
    if (typeof pid !== "string") return [{ kind: "connect", namespace, auth: data }];
    const recovery: Recovery = typeof offset === "string" ? { pid, offset } : { pid };
    return [{ kind: "connect", namespace, auth, recovery }];
  }

  #leave(namespace: string, membership: "left" | undefined, now: number): void {
    if (membership === undefined) this.#namespaces.delete(namespace);
    else this.#namespaces.set(namespace, membership);
    for (const [id, asked] of this.#acksDue ?? []) if (asked === namespace) this.#acksDue?.delete(id);
    if (![...this.#namespaces.values()].includes("joined")) this.#deadline = now + this.#connectTimeoutMs;
  }

  #sendTo(packet: Packet): boolean {
    if (!this.has(packet.namespace)) return false;
    this.#send(packet);
    return true;
  }

  #send(packet: Packet): void {
    for (const message of spellPacket(packet)) this.#output.push(message);
  }

  #close(why: string): readonly Event[] {
    this.#isClosed = true;
    this.#deadline = undefined;
    this.#namespaces.clear();
    this.#acksDue = undefined;
    return [{ kind: "closed", why }];
  }

  get #connectTimeoutMs(): number {
    return this.#options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS;
  }
}
