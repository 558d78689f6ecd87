import type { Extension, ExtensionParameter } from "./extension-header.ts";

/** RFC 7692 section 7. */
export const DEFLATE = "permessage-deflate";

/** 2 ** 15: the largest window of DEFLATE, and what holds when nothing is said (RFC 7692 section 7.1.2). */
export const MAX_WINDOW_BITS = 15;

/** The parameters of an offer or of a response, RFC 7692 section 7.1. */
export interface DeflateParameters {
  readonly serverNoContextTakeover: boolean;
  readonly clientNoContextTakeover: boolean;
  readonly serverMaxWindowBits: number | undefined;
  /** True: the parameter without a value, which stands in offers only. */
  readonly clientMaxWindowBits: number | true | undefined;
}

/**
 * Undefined: not permessage-deflate, or with parameters that section 7.1 demands to be declined: unknown, repeated, or
 * with a value that cannot be.
 */
export function parseDeflate({ name, parameters }: Extension): DeflateParameters | undefined {
  const given = new Map(parameters.map((parameter) => [parameter.name, parameter.value]));
  if (name !== DEFLATE || given.size < parameters.length || !parameters.every(isPossible)) return undefined;
  const clientBits = given.get("client_max_window_bits");
  return {
    serverNoContextTakeover: given.has("server_no_context_takeover"),
    clientNoContextTakeover: given.has("client_no_context_takeover"),
    serverMaxWindowBits: given.has("server_max_window_bits") ? Number(given.get("server_max_window_bits")) : undefined,
    clientMaxWindowBits:
      clientBits === undefined ? given.has("client_max_window_bits") || undefined : Number(clientBits),
  };
}

/** The other way round. */
export function spellDeflate(parameters: DeflateParameters): Extension {
  const spelled: ExtensionParameter[] = [];
  const { serverMaxWindowBits, clientMaxWindowBits } = parameters;
  if (parameters.serverNoContextTakeover) spelled.push({ name: "server_no_context_takeover", value: undefined });
  if (parameters.clientNoContextTakeover) spelled.push({ name: "client_no_context_takeover", value: undefined });
  if (serverMaxWindowBits !== undefined) {
    spelled.push({ name: "server_max_window_bits", value: String(serverMaxWindowBits) });
  }
  if (clientMaxWindowBits !== undefined) {
    const value = clientMaxWindowBits === true ? undefined : String(clientMaxWindowBits);
    spelled.push({ name: "client_max_window_bits", value });
  }
  return { name: DEFLATE, parameters: spelled };
}

function isPossible({ name, value }: ExtensionParameter): boolean {
  if (name === "server_no_context_takeover" || name === "client_no_context_takeover") return value === undefined;
  if (name === "client_max_window_bits" && value === undefined) return true;
  return (name === "client_max_window_bits" || name === "server_max_window_bits") && isWindowBits(value);
}

/** 8 to 15, "a decimal integer value without leading zeroes" (RFC 7692 section 7.1.2). */
function isWindowBits(value: string | undefined): boolean {
  return value !== undefined && /^(?:[89]|1[0-5])$/.test(value);
}
