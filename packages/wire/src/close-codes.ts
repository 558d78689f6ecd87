/** What a code says, who may send it, and whether a client comes back by itself after it. */
interface CloseCodeMeaning {
  readonly name: string;
  readonly sender: "server" | "client" | "either" | "nobody";
  readonly returns: boolean;
  readonly meaning: string;
}

export type CloseCode =
  | 1000
  | 1001
  | 1002
  | 1003
  | 1005
  | 1006
  | 1007
  | 1008
  | 1009
  | 1010
  | 1011
  | 1012
  | 1013
  | 4001
  | 4002
  | 4003
  | 4004;

/**
 * Every close code that Madang sends or understands, in one table (RFC 6455 section 7.4; 4000–4999 are ours). Clients
 * read the same file as the server.
 */
export const CLOSE_CODES: Readonly<Record<CloseCode, CloseCodeMeaning>> = {
  1000: { name: "normal", sender: "either", returns: false, meaning: "The work is done." },
  1001: { name: "going away", sender: "either", returns: true, meaning: "The page is left, or the host goes down." },
  1002: { name: "protocol error", sender: "either", returns: false, meaning: "The peer broke the WebSocket protocol." },
  1003: {
    name: "unsupported data",
    sender: "server",
    returns: false,
    meaning: "A kind of message that is not taken here.",
  },
  1005: { name: "no code", sender: "nobody", returns: true, meaning: "A close frame without a code; never sent." },
  1006: { name: "no goodbye", sender: "nobody", returns: true, meaning: "The connection broke; never sent." },
  1007: { name: "invalid data", sender: "either", returns: false, meaning: "A text that is not UTF-8." },
  1008: {
    name: "policy",
    sender: "server",
    returns: false,
    meaning: "A rule of the server was broken; the reason names it.",
  },
  1009: { name: "too big", sender: "either", returns: false, meaning: "A message over the limit." },
  1010: {
    name: "extension missing",
    sender: "client",
    returns: false,
    meaning: "The server did not agree to an extension.",
  },
  1011: { name: "server error", sender: "server", returns: true, meaning: "The server met a fault of its own." },
  1012: {
    name: "service restart",
    sender: "server",
    returns: true,
    meaning: "The server restarts; come back, not all at once.",
  },
  1013: {
    name: "try again later",
    sender: "server",
    returns: true,
    meaning: "The server cannot take this now; come back later.",
  },
  4001: { name: "banned", sender: "server", returns: false, meaning: "The operator has banned this name or address." },
  4002: {
    name: "login expired",
    sender: "server",
    returns: true,
    meaning: "The login has ended; come back with a new one.",
  },
  4003: {
    name: "login refused",
    sender: "server",
    returns: false,
    meaning: "The login is not accepted; the error before it says why.",
  },
  4004: { name: "no hello", sender: "server", returns: false, meaning: "The client did not say who it is in time." },
};
