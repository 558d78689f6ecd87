import type { Host } from "../host.ts";
import { checkDeflate } from "./client-deflate.ts";
import type { DeflateAgreement } from "./deflate-agreement.ts";
import { type Extension, parseExtensions, spellExtensions } from "./extension-header.ts";
import { acceptFor, handshakeKey } from "./handshake-key.ts";
import { spellHead } from "./head-spelling.ts";
import { hasToken, isToken } from "./header-tokens.ts";
import type { ResponseHead } from "./response-head.ts";
import { UsageError } from "./usage-error.ts";

/** What a client asks for. */
export interface Wish {
  /** The Host field: `localhost:8080`. */
  readonly authority: string;
  /** Path and query, percent-encoded: `/ws/chat?name=a`. */
  readonly target: string;
  readonly subprotocols?: readonly string[];
  readonly extensions?: readonly Extension[];
  /** Further fields, such as `Origin` or `Authorization`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request on its way, with what its response must match. */
export interface Asked {
  readonly request: Uint8Array;
  readonly accept: string;
  readonly subprotocols: readonly string[];
  readonly extensions: readonly Extension[];
}

/** What the server granted, or why the connection fails. */
export type Granted = Grant | { readonly ok: false; readonly reason: string };

export interface Grant {
  readonly ok: true;
  readonly subprotocol: string | undefined;
  readonly extensions: readonly Extension[];
  /** What was agreed on, when permessage-deflate is one of them. */
  readonly deflate: DeflateAgreement | undefined;
}

/** Makes the request of an opening handshake (RFC 6455 section 4.1). Throws `UsageError` for what cannot be spelled. */
export function askHandshake(wish: Wish, host: Host): Asked {
  const { authority, target, subprotocols = [], extensions = [], headers = {} } = wish;
  if (!/^[\x21-\x7e]+$/.test(target)) throw new UsageError(`no request target: ${JSON.stringify(target)}`);
  if (!subprotocols.every(isToken)) throw new UsageError(`no subprotocols: ${JSON.stringify(subprotocols)}`);
  const key = handshakeKey(host);
  const head = spellHead(`GET ${target} HTTP/1.1`, {
    Host: authority,
    Upgrade: "websocket",
    Connection: "Upgrade",
    "Sec-WebSocket-Key": key,
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Protocol": subprotocols.length === 0 ? undefined : subprotocols.join(", "),
    "Sec-WebSocket-Extensions": extensions.length === 0 ? undefined : spellExtensions(extensions),
    ...headers,
  });
  return { request: host.encode(head), accept: acceptFor(key, host), subprotocols, extensions };
}

/** Whether the response opens the connection that was asked for (RFC 6455 section 4.1, end). */
export function checkHandshake(response: ResponseHead, asked: Asked): Granted {
  const { code, headers } = response;
  if (code !== 101) return failed(`the server answered ${code}, not 101`);
  if (headers.get("upgrade")?.toLowerCase() !== "websocket") return failed("Upgrade is not websocket");
  if (!hasToken(headers.get("connection"), "upgrade")) return failed("Connection does not name Upgrade");
  if (headers.get("sec-websocket-accept") !== asked.accept) return failed("Sec-WebSocket-Accept is wrong");
  const subprotocol = headers.get("sec-websocket-protocol");
  if (subprotocol !== undefined && !asked.subprotocols.includes(subprotocol)) {
    return failed(`subprotocol ${JSON.stringify(subprotocol)} was not offered`);
  }
  const extensions = parseExtensions(headers.get("sec-websocket-extensions") ?? "");
  if (extensions === undefined) return failed("Sec-WebSocket-Extensions breaks its grammar");
  const foreign = extensions.find(({ name }) => !asked.extensions.some((offer) => offer.name === name));
  if (foreign !== undefined) return failed(`extension ${foreign.name} was not offered`);
  const checked = checkDeflate(extensions, asked.extensions);
  return checked.ok ? { ok: true, subprotocol, extensions, deflate: checked.deflate } : checked;
}

function failed(reason: string): Granted {
  return { ok: false, reason };
}
