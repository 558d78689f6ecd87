import type { Admission, Caller, Gateway, Refusal } from "@madang/wire";
import { chooseSubprotocol, FRAME_LIMITS, FrameSpelling, type ServerOptions } from "@madang/wire/stomp";
import { knock } from "../knock.ts";
import { MAX_MESSAGE_BYTES } from "../text/gateway.ts";
import { StompMessages } from "./message.ts";
import { StompSession } from "./session.ts";
import { StompSpellings } from "./spellings.ts";
import type { StompPorts, StompTerms } from "./terms.ts";

/** 64 KiB beside the longest body in one WebSocket message: all the headers of its SEND, or some hundreds of short SENDs. */
const MAX_BESIDE_BYTES: number = 64 * 1024;

/** STOMP 1.0, 1.1 and 1.2 over any carrier: `/stomp`, `/stomp/websocket` and `--stomp-port`, docs/stomp.md. */
export class StompGateway implements Gateway {
  readonly #terms: StompTerms;

  constructor(ports: StompPorts) {
    const { host, heartBeat, maxBodyBytes = MAX_MESSAGE_BYTES } = ports;
    const options: ServerOptions = Object.freeze({
      host,
      limits: Object.freeze({ ...FRAME_LIMITS, maxBodyBytes }),
      ...(heartBeat === undefined ? {} : { heartBeat }),
    });
    const messages = new StompMessages(host);
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
      maxMessageBytes: (this.#terms.maxBodyBytes ?? MAX_MESSAGE_BYTES) + MAX_BESIDE_BYTES,
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
