import type { Hello, ServerMessage, Welcome } from "@madang/wire/native";
import type { Clock } from "./clock.ts";
import { readMessage } from "./read-message.ts";
import type { Socket } from "./socket.ts";
import type { Transport } from "./transport.ts";
import type { OpenWay } from "./way.ts";

/** A way that takes part. It starts when the one before it has had its time, or has failed. */
export interface Entrant {
  readonly open: OpenWay;
  /** Milliseconds after the one before. */
  readonly after: number;
  /** What it goes by unless it says otherwise. */
  readonly transport: Transport;
}

/** A way that the server has welcomed. */
export interface Winner {
  readonly socket: Socket;
  readonly welcome: Welcome;
  readonly transport: Transport;
}

/** Nothing follows `lost`; after `won` the winner's words do. */
export interface RaceUser {
  won(winner: Winner): void;
  heard(text: string): void;
  carries(transport: Transport): void;
  lost(code: number, reason: string): void;
}

/** Says hello over several ways and keeps the one that is welcomed first. */
export class Race {
  readonly #hello: Hello;
  readonly #clock: Clock;
  readonly #user: RaceUser;
  readonly #runners = new Set<Socket>();
  readonly #waiting: Entrant[];
  #cancel: (() => void) | undefined;
  #over = false;

  constructor(
    entrants: readonly Entrant[],
    { hello, clock }: { readonly hello: Hello; readonly clock: Clock },
    user: RaceUser,
  ) {
    this.#waiting = [...entrants];
    this.#hello = hello;
    this.#clock = clock;
    this.#user = user;
    this.#next();
  }

  /** Whoever has not won goes home. */
  stop(): void {
    this.#over = true;
    this.#cancel?.();
    for (const socket of this.#runners) socket.close(1000);
    this.#runners.clear();
  }

  #next(): void {
    this.#cancel?.();
    const entrant = this.#waiting.shift();
    if (entrant === undefined) return;
    const [follower] = this.#waiting;
    if (follower !== undefined) this.#cancel = this.#clock.after(follower.after, () => this.#next());
    this.#start(entrant);
  }

  #start({ open, transport }: Entrant): void {
    let hasWon = false;
    const runs = (): boolean => !this.#over && this.#runners.has(socket);
    const socket = open({
      opened: () => {
        if (runs()) socket.send(JSON.stringify(this.#hello));
      },
      heard: (text) => {
        if (hasWon) this.#user.heard(text);
        else if (runs()) {
          hasWon = this.#judge(socket, readMessage(text), transport);
        }
      },
      closed: (code, reason) => {
        if (hasWon) this.#user.lost(code, reason);
        else if (runs()) this.#failed(socket, code, reason);
      },
      carries: (by) => {
        if (hasWon) this.#user.carries(by);
      },
    });
    this.#runners.add(socket);
  }

  /** True for the winner. */
  #judge(socket: Socket, message: ServerMessage | "broken" | undefined, transport: Transport): boolean {
    if (message === "broken") {
      socket.close(1000);
      this.#failed(socket, 1006, "the server's words cannot be read");
    } else if (message?.type === "error" && message.code === "login") this.#end(4003, message.why);
    else if (message?.type === "hello") {
      this.#runners.delete(socket);
      this.stop();
      this.#user.won({ socket, welcome: message, transport });
      return true;
    }
    return false;
  }

  #failed(socket: Socket, code: number, reason: string): void {
    this.#runners.delete(socket);
    const isLast = this.#waiting.length === 0 && this.#runners.size === 0;
    if (isLast) this.#end(code, reason);
    else this.#next();
  }

  #end(code: number, reason: string): void {
    this.stop();
    this.#user.lost(code, reason);
  }
}
