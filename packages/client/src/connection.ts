import type { ClientMessage, PersonObject, ServerMessage, Welcome } from "@madang/wire/native";
import { backoff } from "./backoff.ts";
import { Climb } from "./climb.ts";
import { closeVerdict } from "./close-verdict.ts";
import type { ConnectionState } from "./connection-state.ts";
import { Login } from "./login.ts";
import type { ClientOptions, ClientPorts } from "./options.ts";
import { Pulse } from "./pulse.ts";
import { type Entrant, Race, type RaceUser, type Winner } from "./race.ts";
import { readMessage } from "./read-message.ts";
import type { Socket } from "./socket.ts";
import type { Transport } from "./transport.ts";
import { Ways } from "./ways.ts";

/** From the first step of a try, the token included, to the server's hello. */
const TRY_WITHIN_MS = 20_000;
/** A link that broke sooner than this was none: the waits go on growing. */
const STABLE_MS = 10_000;

/** Who uses the link. Messages come between `opened` and `lost`. */
export interface ConnectionUser {
  changed(state: ConnectionState): void;
  opened(you: PersonObject): void;
  heard(message: ServerMessage): void;
  lost(): void;
}

/** One link to the server after the other: login, heartbeat, and coming back (docs/protocol.md, "Staying, and coming back"). */
export class Connection {
  readonly #ways: Ways;
  readonly #login: Login;
  readonly #ports: ClientPorts;
  readonly #user: ConnectionUser;
  readonly #pulse: Pulse;
  readonly #climb: Climb;
  #state: ConnectionState = { kind: "connecting" };
  #you: PersonObject | undefined;
  #socket: Socket | undefined;
  #race: Race | undefined;
  /** Counts the tries of this object's life: what belongs to an earlier one is stale. */
  #link = 0;
  #tries = 0;
  #openedAt = 0;
  #told: { readonly after: number; readonly why: string } | undefined;
  #cancel: (() => void) | undefined;
  #over = false;

  constructor(options: ClientOptions, ports: ClientPorts, user: ConnectionUser) {
    this.#ways = new Ways(options, ports);
    this.#login = new Login(options, ports.clock);
    this.#ports = ports;
    this.#user = user;
    this.#pulse = new Pulse(
      ports.clock,
      () => this.say({ type: "ping" }),
      () => this.#lost(1006, "the server does not answer"),
    );
    this.#climb = new Climb(ports.clock, ports.random, () => this.#improve());
  }

  get state(): ConnectionState {
    return this.#state;
  }

  get you(): PersonObject | undefined {
    return this.#you;
  }

  /** Tries now; a link that is open is asked whether it is alive, and whether a better one is to be had. */
  retry(): void {
    if (this.#state.kind === "open") {
      this.#pulse.probe();
      this.#climb.hurry();
    } else if (!this.#over && this.#state.kind !== "connecting") this.connect();
  }

  /** Only while open. */
  say(message: ClientMessage): void {
    this.#socket?.send(JSON.stringify(message));
  }

  close(): void {
    if (this.#over) return;
    this.#over = true;
    this.#leave();
    this.#become({ kind: "closed", code: 1000, why: "closed here" });
  }

  connect(): void {
    this.#link += 1;
    this.#become({ kind: "connecting" });
    this.#run(this.#ways.all, (code, reason) => this.#lost(code, reason));
  }

  /** Something else carries than what is best: looks whether that is to be had now. */
  #improve(): void {
    this.#run(this.#ways.better, () => this.#climb.wait());
  }

  /** The first who is welcomed carries from then on; `failed` when nobody is. */
  #run(entrants: readonly Entrant[], failed: (code: number, reason: string) => void): void {
    let link = this.#link;
    let state: "trying" | "won" | "failed" = "trying";
    const current = (): boolean => link === this.#link;
    const fail = (code: number, reason: string): void => {
      if (!current() || state !== "trying") return;
      state = "failed";
      this.#cancel?.();
      this.#race?.stop();
      failed(code, reason);
    };
    const user: RaceUser = {
      won: (winner) => {
        state = "won";
        link = this.#won(winner);
      },
      heard: (text) => {
        if (current()) this.#heard(text);
      },
      carries: (transport) => {
        if (current()) this.#carries(transport);
      },
      lost: (code, reason) => {
        if (state === "trying") fail(code, reason);
        else if (current()) this.#lost(code, reason);
      },
    };
    const { clock } = this.#ports;
    this.#cancel?.();
    this.#cancel = clock.after(TRY_WITHIN_MS, () => fail(1006, "the server does not answer"));
    this.#login
      .hello(this.#you)
      .then((hello) => {
        if (current() && state === "trying") this.#race = new Race(entrants, { hello, clock }, user);
      })
      .catch((error: unknown) => fail(1006, error instanceof Error ? error.message : String(error)));
  }

  /** Answers the number of its link. */
  #won({ socket, welcome, transport }: Winner): number {
    this.#leave();
    const link = this.#link;
    this.#socket = socket;
    this.#openedAt = this.#ports.clock.now();
    this.#pulse.start(welcome.silence);
    if (transport === "websocket") this.#ways.keep(transport);
    else if (this.#ways.better.length > 0) this.#climb.wait();
    this.#welcome(welcome, transport);
    if (link === this.#link) this.#user.opened(welcome.you);
    return link;
  }

  #heard(text: string): void {
    this.#pulse.heard();
    const message = readMessage(text);
    if (message === "broken") this.#lost(1006, "the server's words cannot be read");
    else if (message?.type === "hello") {
      if (this.#state.kind === "open") this.#welcome(message, this.#state.transport);
    } else if (message?.type === "reconnect") this.#told = message;
    else if (message?.type === "error" && message.code === "login") this.#lost(4003, message.why);
    else if (message !== undefined && message.type !== "pong") this.#user.heard(message);
  }

  #welcome({ you, expires }: Welcome, transport: Transport): void {
    this.#you = you;
    this.#login.keep(expires, (token) => this.say({ type: "token", token }));
    this.#become({ kind: "open", you, transport });
  }

  /** It is known now by what the link goes. */
  #carries(transport: Transport): void {
    this.#ways.keep(transport);
    if (this.#state.kind === "open" && this.#state.transport !== transport) this.#become({ ...this.#state, transport });
  }

  #lost(code: number, reason: string): void {
    const { clock, random } = this.#ports;
    if (this.#state.kind === "open" && clock.now() - this.#openedAt >= STABLE_MS) this.#tries = 0;
    const told = this.#told;
    this.#leave();
    // Whoever heard of it may have closed the client.
    if (this.#over) return;
    const verdict = closeVerdict(code, told?.why ?? reason);
    if (!verdict.returns || (code === 4002 && !this.#login.renewable)) {
      this.#become({ kind: "closed", code, why: verdict.why });
      return;
    }
    this.#tries += 1;
    const wait = told?.after ?? backoff(this.#tries, random);
    this.#cancel = clock.after(wait, () => this.connect());
    this.#become({ kind: "waiting", until: clock.now() + wait, tries: this.#tries, why: verdict.why });
  }

  /** Undoes all that a link has started. */
  #leave(): void {
    const wasOpen = this.#state.kind === "open";
    this.#cancel?.();
    this.#race?.stop();
    this.#race = undefined;
    this.#climb.stop();
    this.#login.stop();
    this.#pulse.stop();
    this.#link += 1;
    this.#told = undefined;
    this.#socket?.close(1000);
    this.#socket = undefined;
    if (wasOpen) this.#user.lost();
  }

  #become(state: ConnectionState): void {
    this.#state = state;
    this.#user.changed(state);
  }
}
