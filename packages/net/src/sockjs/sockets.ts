import type { Admission, Caller, Eventual, Framing, Gateway, Host, Refusal } from "@madang/wire";
import { HEARTBEAT_MS, socketFraming } from "@madang/wire/sockjs";
import { httpRefusal } from "@madang/wire/websocket";
import type { Ticker } from "../ticker.ts";
import type { SockjsService } from "./service.ts";
import { type SocketTerms, SockjsSocket } from "./socket.ts";

/** JSON may spell one byte with six, `\u0001`. */
const LONGEST_SPELLING = 6;
/** What stands around messages. */
const MARKS_BYTES = 1024;

/** All SockJS WebSockets: what they share, and their heart-beat. */
export class Sockets {
  readonly #sockets = new Set<SockjsSocket>();
  readonly #terms: SocketTerms;
  readonly #endTicks: () => void;

  constructor(host: Host, ticker: Ticker) {
    const framings = new WeakMap<Framing, Framing>();
    this.#terms = {
      framing: (under) => {
        const framing = framings.get(under) ?? socketFraming(under, host);
        framings.set(under, framing);
        return framing;
      },
      bytes: (text) => host.encode(text).length,
      begun: (socket) => this.#sockets.add(socket),
      gone: (socket) => this.#sockets.delete(socket),
    };
    this.#endTicks = ticker.every(HEARTBEAT_MS, () => {
      for (const socket of this.#sockets) socket.beat();
    });
  }

  get size(): number {
    return this.#sockets.size;
  }

  /** A service's gateway behind SockJS frames. */
  framed(service: SockjsService): Gateway {
    return {
      admit: async (caller) => {
        const admission = await admit(service, caller);
        if ("status" in admission) return admission;
        return {
          maxMessageBytes: admission.maxMessageBytes * LONGEST_SPELLING + MARKS_BYTES,
          open: (carrier) => new SockjsSocket(this.#terms, carrier, admission),
        };
      },
    };
  }

  close(): void {
    this.#endTicks();
  }
}

/** A service's gateway as it is, for programs that need no SockJS (sockjs-protocol.py, "Raw WebSocket url"). */
export function rawGateway(service: SockjsService): Gateway {
  return {
    admit: async (caller) => {
      const admission = await admit(service, caller);
      if ("status" in admission) return admission;
      const { subprotocol, ...rest } = admission;
      // RFC 6455 section 4.1: what was not offered is not answered.
      return subprotocol !== undefined && caller.subprotocols.includes(subprotocol) ? admission : rest;
    },
  };
}

/** For a service without WebSockets: nobody else speaks there either. */
export const NO_SOCKETS: Gateway = {
  admit: async () => httpRefusal(404, "This service takes no WebSockets, as its /info says."),
};

function admit({ gateway, subprotocols }: SockjsService, caller: Caller): Eventual<Admission | Refusal> {
  return gateway.admit(subprotocols === undefined ? caller : { ...caller, subprotocols });
}
