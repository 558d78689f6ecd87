import { type Extension, parseExtensions, spellExtensions } from "./extension-header.ts";
import type { HeaderFields } from "./header-fields.ts";
import { tokenList } from "./header-tokens.ts";
import { type HttpRefusal, httpRefusal } from "./http-refusal.ts";
import { UsageError } from "./usage-error.ts";

/** What a client offers with its opening handshake, over whatever HTTP. */
export interface HandshakeOffers {
  /** In the client's order. */
  readonly subprotocols: readonly string[];
  /** In the client's order; the same name may come with several sets of parameters. */
  readonly extensions: readonly Extension[];
}

/** What the server chose of the offers. */
export interface HandshakeChoice {
  readonly subprotocol?: string | undefined;
  readonly extensions?: readonly Extension[];
}

const NOTHING: readonly never[] = Object.freeze<never[]>([]);

/** RFC 6455 sections 11.3.2 and 11.3.4. A refusal is known by its `status`, 400. */
export function readOffers(headers: HeaderFields): HandshakeOffers | HttpRefusal {
  const subprotocols = offered(headers.get("sec-websocket-protocol"), tokenList);
  if (subprotocols === undefined || (subprotocols.length > 1 && new Set(subprotocols).size < subprotocols.length)) {
    return httpRefusal(400, "Sec-WebSocket-Protocol is not a list of different tokens.");
  }
  const extensions = offered(headers.get("sec-websocket-extensions"), parseExtensions);
  if (extensions === undefined) return httpRefusal(400, "Sec-WebSocket-Extensions breaks its grammar.");
  return { subprotocols, extensions };
}

/** The response's fields for what was chosen. Throws `UsageError` for a subprotocol that was not offered. */
export function choiceFields(
  offers: HandshakeOffers,
  { subprotocol, extensions = NOTHING }: HandshakeChoice,
): Readonly<Record<string, string | undefined>> {
  if (subprotocol !== undefined && !offers.subprotocols.includes(subprotocol)) {
    throw new UsageError(`subprotocol ${JSON.stringify(subprotocol)} was not offered`);
  }
  return {
    "Sec-WebSocket-Protocol": subprotocol,
    "Sec-WebSocket-Extensions": extensions.length === 0 ? undefined : spellExtensions(extensions),
  };
}

function offered<T>(
  header: string | undefined,
  parse: (value: string) => readonly T[] | undefined,
): readonly T[] | undefined {
  return header === undefined ? NOTHING : parse(header);
}
