import type { BlockList } from "node:net";
import type { Admission, Caller, Eventual, Gateway, Refusal } from "@madang/wire";
import { type HttpRefusal, httpRefusal } from "@madang/wire/websocket";
import { callerOf, type Request } from "./caller.ts";
import type { HostNames } from "./host-names.ts";
import type { Origins } from "./origins.ts";

const CLOSING = httpRefusal(503, "The server is stopping; come back in a few seconds.");
const NOT_NOW = httpRefusal(503, "The server cannot let anybody in now; try again in a few seconds.");

export interface ReceptionOptions {
  /** Under which names it may be asked for: under any, if not given. */
  readonly hosts?: HostNames;
  readonly origins: Origins;
  /** Proxies whose word on the client's address counts. */
  readonly trusted: BlockList;
  /** Who speaks at a decoded path, if anybody. */
  route(path: string): Gateway | undefined;
  /** Hears of faults that are ours; they cost one connection, not all. */
  fault(error: unknown): void;
}

/** Decides who may open a WebSocket, over whatever HTTP the request came. */
export class Reception {
  readonly #options: ReceptionOptions;
  #closed = false;

  constructor(options: ReceptionOptions) {
    this.#options = options;
  }

  /** From now on, nobody may. */
  close(): void {
    this.#closed = true;
  }

  /** Neither throws nor rejects. A refusal is known by its `status`. */
  admit(request: Request, subprotocols: readonly string[]): Eventual<Admission | HttpRefusal> {
    const { hosts, origins, trusted, route } = this.#options;
    const misdirected = hosts?.refusal(request.headers.get("host"));
    if (misdirected !== undefined) return misdirected;
    if (!origins.allows(request.headers)) {
      const origin = request.headers.get("origin");
      return httpRefusal(403, `The origin ${origin} may not connect here; the operator can add it with --origins.`);
    }
    const caller = callerOf(request, subprotocols, trusted);
    if (caller === undefined) return httpRefusal(400, "The path is not percent-encoded UTF-8.");
    const gateway = route(caller.path);
    if (gateway === undefined) return httpRefusal(404, "No WebSocket is spoken at this address.");
    return this.#ask(gateway, caller);
  }

  #ask(gateway: Gateway, caller: Caller): Eventual<Admission | HttpRefusal> {
    const failed = (error: unknown): HttpRefusal => {
      this.#options.fault(error);
      return NOT_NOW;
    };
    try {
      const admission = gateway.admit(caller);
      if (admission instanceof Promise) return admission.then((found) => this.#unlessClosed(found), failed);
      return this.#unlessClosed(admission);
    } catch (error) {
      return failed(error);
    }
  }

  #unlessClosed(admission: Admission | Refusal): Admission | Refusal {
    return this.#closed && !("status" in admission) ? CLOSING : admission;
  }
}
