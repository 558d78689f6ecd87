import type { Spelling } from "@madang/hub";
import type { Admission, Caller, Framing, Gateway, Refusal } from "@madang/wire";
import { SUBPROTOCOL } from "@madang/wire/native";
import { knock } from "../knock.ts";
import { KnownSpellings } from "../known-spellings.ts";
import { MAX_MESSAGE_BYTES } from "../text/gateway.ts";
import { nativeMessage } from "./message.ts";
import { NativeSession } from "./session.ts";
import type { NativeTerms } from "./terms.ts";

/** `/ws`: the native protocol `madang.v1`, docs/protocol.md. */
export class NativeGateway implements Gateway {
  readonly #terms: NativeTerms;
  readonly #spellings = new KnownSpellings();

  constructor({ hub, identify, clock, deadlines }: Omit<NativeTerms, "spelling">) {
    this.#terms = { hub, identify, clock, deadlines, spelling: (room, framing) => this.#spelling(room, framing) };
  }

  async admit(caller: Caller): Promise<Admission | Refusal> {
    if (!caller.subprotocols.includes(SUBPROTOCOL)) {
      return { status: 400, title: "Bad Request", detail: `this address speaks the subprotocol ${SUBPROTOCOL}` };
    }
    const early = knock(this.#terms.hub, caller.address);
    if (early !== undefined) return early;
    return {
      subprotocol: SUBPROTOCOL,
      maxMessageBytes: MAX_MESSAGE_BYTES,
      open: (carrier) => new NativeSession(this.#terms, caller, carrier),
    };
  }

  #spelling(room: string, framing: Framing): Spelling {
    return this.#spellings.get(`${framing.key}\n${room}`, () => ({
      key: `native/${framing.key}`,
      shared: true,
      spell: (items) => {
        const messages = items.map((item) => nativeMessage(room, item)).filter((message) => message !== undefined);
        return framing.frame(messages.map((message) => JSON.stringify(message)));
      },
    }));
  }
}
