import type { Admission, Caller, Gateway, Refusal } from "@madang/wire";
import { chooseSubprotocol, FRAME_LIMITS, FrameSpelling, type ServerOptions } from "@madang/wire/stomp";
import { knock } from "../knock.ts";
import { MAX_MESSAGE_BYTES } from "../text/gateway.ts";
import { StompMessages } from "./message.ts";
import { StompSession } from "./session.ts";
import { StompSpellings } from "./spellings.ts";
import type { StompPorts, StompTerms } from "./terms.ts";

/** 128 KiB: a SEND with the longest body and all its headers, or some hundreds of short ones, in one WebSocket message. */
const MAX_CARRIED_BYTES: number = 128 * 1024;

/** STOMP 1.0, 1.1 and 1.2 over any carrier: `/stomp`, `/stomp/websocket` and `--stomp-port`, docs/stomp.md. */
export class StompGateway implements Gateway {
  readonly #terms: StompTerms;

  constructor(ports: StompPorts) {
    const options: ServerOptions = Object.freeze({
      host: ports.host,
      limits: Object.freeze({ ...FRAME_LIMITS, maxBodyBytes: MAX_MESSAGE_BYTES }),
    });
    const messages = new StompMessages(ports.host);
    let last = 0;
    this.#terms = { ...ports, options, messages, spellings: new StompSpellings(messages), number: () => ++last };
  }

  /** Whether this path is STOMP's. */
  static speaksAt(path: string): boolean {
    return path === "/stomp" || path === "/stomp/websocket";
  }

  async admit(caller: Caller): Promise<Admission | Refusal> {
    const early = knock(this.#terms.hub, caller.address);
    if (early !== undefined) return early;
    const subprotocol = chooseSubprotocol(caller.subprotocols);
    return {
      ...(subprotocol === undefined ? {} : { subprotocol }),
      maxMessageBytes: MAX_CARRIED_BYTES,
      open: (carrier) => new StompSession(this.#terms, caller, carrier),
    };
  }

  /** A refusal for a carrier that has no words of its own. */
  refusal({ title, detail }: Refusal): Uint8Array {
    const { host } = this.#terms;
    const body = host.encode(detail);
    return new FrameSpelling("1.0", host).frame({ command: "ERROR", headers: [["message", title]], body });
  }
}
