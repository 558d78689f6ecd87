import type { Author, Person } from "@madang/hub";
import type { Caller, Carrier, Refusal, Session } from "@madang/wire";
import { CONNECT_TIMEOUT_MS, Connection, type Event, MAIN_NAMESPACE } from "@madang/wire/socketio";
import type { Identity } from "../identify.ts";
import { InOrder, MAX_WAITING } from "../in-order.ts";
import { Complaint } from "./complaint.ts";
import { SocketIoDesk } from "./desk.ts";
import { isSame } from "./pass.ts";
import { socketIoRequest } from "./request.ts";
import { SocketIoRooms, type Start } from "./rooms.ts";
import type { SocketIoTerms } from "./terms.ts";

/** Whom a connection stands for before it is let in. */
const NOBODY: Author = { kind: "guest", name: "" };
/** What a login may be found in, if the client leaves and comes again. The rest of a request is a kilobyte that nobody needs. */
const LOGIN_FIELDS: readonly string[] = ["authorization", "cookie", "accept-language"];
const NO_FIELDS: ReadonlyMap<string, string> = new Map();

type ConnectEvent = Extract<Event, { readonly kind: "connect" }>;
type ClientEvent = Extract<Event, { readonly kind: "event" }>;
/** What is done in order: whoever leaves is somebody until what was asked before is done. */
type Work = ConnectEvent | ClientEvent | Extract<Event, { readonly kind: "disconnect" }>;

/** One Socket.IO connection: its login, and its events one after the other in the order in which they came. */
export class SocketIoSession implements Session, Person {
  readonly #terms: SocketIoTerms;
  #caller: Caller;
  readonly #carrier: Carrier;
  readonly #machine: Connection;
  readonly #rooms: SocketIoRooms;
  readonly #desk: SocketIoDesk;
  readonly #work: InOrder<Work>;
  #identity: Identity | undefined;
  #cancelDeadline: () => void = () => undefined;
  #gone = false;

  constructor(terms: SocketIoTerms, caller: Caller, carrier: Carrier) {
    this.#terms = terms;
    this.#caller = caller;
    this.#carrier = carrier;
    this.#machine = new Connection(terms.clock.now());
    const tell = (name: string, ...args: readonly unknown[]): void => this.#tell(name, args);
    this.#rooms = new SocketIoRooms({ terms, person: this, carrier, tell });
    this.#desk = new SocketIoDesk({ terms, person: this, rooms: this.#rooms });
    this.#work = new InOrder(
      (event) => this.#handle(event),
      (event, error) => this.#fail(event, error),
      (on) => carrier.hold?.(on),
    );
    this.#awaitConnect();
  }

  get author(): Author {
    return this.#identity?.author ?? NOBODY;
  }

  get address(): string {
    return this.#caller.address;
  }

  text(message: string): void {
    this.#receive(message);
  }

  binary(message: Uint8Array): void {
    this.#receive(message);
  }

  drained(): void {
    this.#rooms.drained();
    this.#work.hold(false);
  }

  reframed(): void {
    this.#rooms.reframed();
  }

  /** There is no word for when to come back: clients have a random delay of their own. */
  farewell(_after: number, why: string): void {
    this.#carrier.close(1012, why);
  }

  closed(): void {
    this.#gone = true;
    this.#cancelDeadline();
    this.#rooms.leaveAll(true);
  }

  dismiss(why: string): void {
    this.#tell("refused", [new Complaint("banned", why).answer]);
    // A client that is told to go does not come back by itself.
    this.#machine.disconnect(MAIN_NAMESPACE, this.#terms.clock.now());
    this.#flush();
    this.#carrier.close(4001, why);
  }

  #receive(message: string | Uint8Array): void {
    for (const event of this.#machine.receive(message, this.#terms.clock.now())) this.#hear(event);
    this.#flush();
  }

  #hear(event: Event): void {
    switch (event.kind) {
      case "closed":
        this.#carrier.close(1008, event.why);
        break;
      case "connect":
      case "disconnect":
      case "event":
        if (!this.#work.add(event))
          this.#carrier.close(1008, `more than ${MAX_WAITING} events without waiting for an answer`);
    }
  }

  /** Out of the namespace, perhaps to come back. */
  #leave(): void {
    this.#rooms.leaveAll(false);
    this.#identity = undefined;
    this.#awaitConnect();
  }

  #awaitConnect(): void {
    this.#cancelDeadline();
    const { clock, deadlines } = this.#terms;
    this.#cancelDeadline = deadlines.add(clock.now() + CONNECT_TIMEOUT_MS, () => {
      for (const event of this.#machine.tick(clock.now())) this.#hear(event);
    });
  }

  #handle(event: Work): Promise<void> | undefined {
    if (this.#gone) return undefined;
    if (event.kind === "connect") return this.#connect(event);
    if (event.kind === "disconnect") {
      this.#leave();
      return undefined;
    }
    // It was left while this waited.
    if (this.#identity === undefined) return undefined;
    const request = socketIoRequest(event.name, event.args, () => this.#terms.chance.id());
    try {
      if (request.type === "bad") throw new Complaint("bad", request.why);
      return this.#desk.handle(request, (answer) => this.#answer(event, answer));
    } catch (error) {
      this.#fail(event, error);
      return undefined;
    }
  }

  #connect(event: ConnectEvent): Promise<void> | undefined {
    if (event.namespace !== MAIN_NAMESPACE) {
      this.#refuse(event, { message: "Invalid namespace" });
      return undefined;
    }
    const { identify, passes } = this.#terms;
    const before = event.recovery === undefined ? undefined : passes?.read(event.recovery.pid);
    const identity = identify(this.#caller, loginOf(event.auth, before));
    if (identity instanceof Promise) return identity.then((found) => this.#meet(event, found, before));
    return this.#meet(event, identity, before);
  }

  #meet(event: ConnectEvent, identity: Identity | Refusal, before: Author | undefined): Promise<void> | undefined {
    if (this.#gone) return undefined;
    const refusal =
      "status" in identity ? identity : bannedOf(this.#terms.hub.rights.refusal(identity.author, this.address, "read"));
    if ("status" in identity || refusal !== undefined) {
      this.#refuse(event, { message: refusal?.detail ?? "", data: { status: refusal?.status } });
      return undefined;
    }
    this.#caller = loginPart(this.#caller);
    const { recovery } = event;
    if (recovery !== undefined && isSame(before, identity.author)) {
      const located = this.#rooms.locate(recovery.offset ?? "");
      return located.then((starts) => this.#letIn(identity, starts && { pid: recovery.pid, starts }));
    }
    this.#letIn(identity, undefined);
    return undefined;
  }

  #letIn(identity: Identity, recovered: Recovered | undefined): void {
    if (this.#gone) return;
    const { passes, chance, deadlines } = this.#terms;
    const { author, expires } = identity;
    this.#identity = identity;
    this.#cancelDeadline();
    if (expires !== undefined) {
      this.#cancelDeadline = deadlines.add(expires, () => this.#carrier.close(4002, "the login has expired"));
    }
    const pid = recovered?.pid ?? passes?.issue(author);
    this.#machine.accept(MAIN_NAMESPACE, pid === undefined ? { sid: chance.id() } : { sid: chance.id(), pid });
    this.#flush();
    if (recovered !== undefined) this.#rooms.resume(recovered.starts);
  }

  #refuse({ namespace }: ConnectEvent, error: { readonly message: string; readonly data?: unknown }): void {
    this.#machine.refuse(namespace, error);
    this.#flush();
  }

  #fail(event: Work, error: unknown): void {
    if (this.#gone || event.kind === "disconnect") return;
    // A client that is refused at its login does not try again; one whose connection ends does.
    if (event.kind === "connect") this.#carrier.close(1013, "nobody can be let in now");
    else if (error instanceof Complaint) this.#answer(event, error.answer);
    else this.#answer(event, new Complaint("refused", `this cannot be done now: ${String(error)}`).answer);
  }

  /** Acknowledges; of what was not done, a client that asked for no acknowledgement is told all the same. */
  #answer({ id, name }: ClientEvent, answer: object): void {
    if (this.#gone) return;
    if (id !== undefined) {
      this.#machine.ack(MAIN_NAMESPACE, id, answer);
      this.#flush();
    } else if ("error" in answer) this.#tell("refused", [{ event: name, ...answer }]);
  }

  #tell(name: string, args: readonly unknown[]): void {
    this.#machine.emit(MAIN_NAMESPACE, name, ...args);
    this.#flush();
  }

  #flush(): void {
    const output = this.#machine.output();
    if (output.length > 0 && !this.#carrier.write(this.#carrier.framing.frame(output))) this.#work.hold(true);
  }
}

/** Where a client that comes back reads on. */
interface Recovered {
  readonly pid: string;
  readonly starts: readonly Start[];
}

/** A guest who comes back without a name goes by the one that was made up then. */
function loginOf(
  auth: Readonly<Record<string, unknown>>,
  before: Author | undefined,
): Parameters<SocketIoTerms["identify"]>[1] {
  const { token, name = before?.kind === "guest" ? before.name : undefined } = auth;
  return {
    ...(typeof token === "string" ? { token } : {}),
    ...(typeof name === "string" ? { name } : {}),
  };
}

function bannedOf(detail: string | undefined): Refusal | undefined {
  return detail === undefined ? undefined : { status: 403, title: "Forbidden", detail };
}

function loginPart({ headers, query, ...caller }: Caller): Caller {
  const fields = LOGIN_FIELDS.filter((field) => headers.has(field));
  const name = query.get("name");
  return {
    ...caller,
    headers: fields.length === 0 ? NO_FIELDS : new Map(fields.map((field) => [field, headers.get(field) ?? ""])),
    query: name === undefined ? NO_FIELDS : new Map([["name", name]]),
  };
}
