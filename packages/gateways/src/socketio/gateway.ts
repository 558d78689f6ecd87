import type { Admission, Caller, Gateway, Refusal } from "@madang/wire";
import { knock } from "../knock.ts";
import { Passes, type Seal } from "./pass.ts";
import { SocketIoSession } from "./session.ts";
import { SocketIoSpellings } from "./spelling.ts";
import type { SocketIoTerms } from "./terms.ts";

/** 1 MB, as in the reference's server, and what its clients expect; what becomes of a message has bounds of its own. */
const MAX_SOCKETIO_BYTES = 1_000_000;

/** What a Socket.IO gateway stands on. */
export interface SocketIoPorts extends Omit<SocketIoTerms, "spellings" | "passes"> {
  /** Makes connection state recovery possible; without it, nothing is recovered. */
  readonly seal?: Seal | undefined;
}

/** `/socket.io/`: Socket.IO, protocol 5, over Engine.IO's sessions (docs/socket-io.md). */
export class SocketIoGateway implements Gateway {
  readonly #terms: SocketIoTerms;

  constructor({ seal, ...ports }: SocketIoPorts) {
    const passes = seal === undefined ? undefined : new Passes(seal, ports.chance);
    this.#terms = { ...ports, passes, spellings: new SocketIoSpellings(passes !== undefined) };
  }

  admit(caller: Caller): Admission | Refusal {
    const early = knock(this.#terms.hub, caller.address);
    if (early !== undefined) return early;
    return {
      maxMessageBytes: MAX_SOCKETIO_BYTES,
      open: (carrier) => new SocketIoSession(this.#terms, caller, carrier),
    };
  }
}
