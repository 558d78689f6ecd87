import type { BlockList } from "node:net";
import type { DestinationPattern } from "@madang/gateways";
import {
  flagOf,
  type Option,
  OptionError,
  OptionProblem,
  readOneOf,
  readPort,
  readText,
  variableOf,
} from "./option.ts";
import { readHosts, readKeyFile, readOrigins, readPatterns, readRanges, readToken, readUrl } from "./option-readers.ts";

/** What a server is told at its start. */
export interface Settings {
  readonly port: number;
  readonly host: string;
  readonly data: string;
  readonly origins: readonly string[];
  /** None: any name, unless only this machine can reach the server. */
  readonly "allowed-hosts": readonly string[];
  readonly guests: "on" | "off";
  /** Undefined: on unless the server listens on loopback only. */
  readonly limits: "on" | "off" | undefined;
  readonly "trust-proxy": BlockList;
  readonly "admin-token": string | undefined;
  /** The host site's tokens: at most one of the three says how they are told from others. */
  readonly "jwt-secret": string | undefined;
  readonly "jwt-key": string | undefined;
  readonly "jwt-jwks": string | undefined;
  readonly "jwt-audience": string | undefined;
  readonly "jwt-issuer": string | undefined;
  readonly "jwt-cookie": string | undefined;
  /** Undefined: no STOMP over plain TCP. */
  readonly "stomp-port": number | undefined;
  readonly "stomp-prefixes": readonly DestinationPattern[];
  /** Whether Socket.IO clients are told how to recover their connection's state. */
  readonly "socketio-recovery": "on" | "off";
  /** Files in PEM, both or neither; with them everything goes over TLS. */
  readonly "tls-cert": string | undefined;
  readonly "tls-key": string | undefined;
  readonly compression: "on" | "off";
  readonly "log-level": "debug" | "info" | "warn" | "error";
}

type Options = { readonly [Name in keyof Settings]: Option<Settings[Name]> };

/** Every option there is; the help and the table in the docs are made of it. */
export const OPTIONS: Options = {
  port: { name: "port", value: "<port>", fallback: "8080", help: "TCP port; 0 takes a free one", read: readPort },
  host: {
    name: "host",
    value: "<address>",
    fallback: "127.0.0.1",
    help: "address to listen on; 0.0.0.0 opens the server to the network",
    read: readText,
  },
  data: { name: "data", value: "<folder>", fallback: "./data", help: "folder that keeps everything", read: readText },
  origins: {
    name: "origins",
    value: "<origin,…>",
    fallback: "",
    help: "web origins that may use the server beside its own, such as https://example.com",
    read: readOrigins,
  },
  "allowed-hosts": {
    name: "allowed-hosts",
    value: "<name,…>",
    fallback: "",
    help: "names under which the server may be asked for, such as chat.example.com, beside localhost and the hosts of --origins; without the option any, but only those on a server that listens on loopback and has no --trust-proxy",
    read: readHosts,
  },
  guests: {
    name: "guests",
    value: "on|off",
    fallback: "on",
    help: "whether people without a login may come in",
    read: readOneOf("on", "off"),
  },
  limits: {
    name: "limits",
    value: "on|off",
    help: "rate limits; without the option they are off while the server listens on loopback only, else on",
    read: readOneOf("on", "off"),
  },
  "trust-proxy": {
    name: "trust-proxy",
    value: "<address,…>",
    fallback: "",
    help: "proxies whose X-Forwarded-For counts: addresses or ranges such as 10.0.0.0/8",
    read: readRanges,
  },
  "admin-token": {
    name: "admin-token",
    value: "<token>",
    help: "the operator's bearer token (at least 16 characters); without it one is made at first start. Prefer the variable: others on the machine can see flags",
    read: readToken,
  },
  "jwt-secret": {
    name: "jwt-secret",
    value: "<secret>",
    help: "the host site signs its people's tokens with this secret (HS256, at least 16 characters)",
    read: readToken,
  },
  "jwt-key": {
    name: "jwt-key",
    value: "<file>",
    help: "or with the private half of this public key: a PEM or JWK file (RS256, ES256, EdDSA)",
    read: readKeyFile,
  },
  "jwt-jwks": {
    name: "jwt-jwks",
    value: "<url>",
    help: "or with a key of the set that it publishes at this address",
    read: readUrl,
  },
  "jwt-audience": { name: "jwt-audience", value: "<name>", help: "the aud that a token must have", read: readText },
  "jwt-issuer": { name: "jwt-issuer", value: "<name>", help: "the iss that a token must have", read: readText },
  "jwt-cookie": {
    name: "jwt-cookie",
    value: "<name>",
    help: "the cookie that may hold a token, beside the bearer header and a protocol's own login",
    read: readText,
  },
  "stomp-port": {
    name: "stomp-port",
    value: "<port>",
    help: "TCP port for STOMP without HTTP, 61613 by custom; without the option there is none",
    read: readPort,
  },
  "stomp-prefixes": {
    name: "stomp-prefixes",
    value: "<prefix,…>",
    fallback: "",
    help: "STOMP destinations that are rooms beside /rooms/{room}: /topic/ or /app/{room}/send, or one by its name, /topic/public=chat",
    read: readPatterns,
  },
  "socketio-recovery": {
    name: "socketio-recovery",
    value: "on|off",
    fallback: "on",
    help: "whether a Socket.IO client that comes back goes on where it was; its events end in a position then",
    read: readOneOf("on", "off"),
  },
  "tls-cert": {
    name: "tls-cert",
    value: "<file>",
    help: "certificate with its chain (PEM): https:// and wss:// on the port, over HTTP/1.1 and HTTP/2; looked at once a minute for a new one",
    read: readText,
  },
  "tls-key": { name: "tls-key", value: "<file>", help: "the certificate's private key (PEM)", read: readText },
  compression: {
    name: "compression",
    value: "on|off",
    fallback: "off",
    help: "permessage-deflate for WebSockets that ask for it: JSON messages get a fifth shorter, bare chat lines no shorter, and each message costs 9 µs, once for all its readers",
    read: readOneOf("on", "off"),
  },
  "log-level": {
    name: "log-level",
    value: "<level>",
    fallback: "info",
    help: "debug, info, warn or error",
    read: readOneOf("debug", "info", "warn", "error"),
  },
};

/** The settings of a command line and an environment; a flag wins over a variable. Throws `OptionError`. */
export function readSettings(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Settings {
  const flags = readFlags(args);
  const value = <T>(option: Option<T>): T | undefined => {
    const flag = flags.get(option.name);
    if (flag !== undefined) return readValue(option, flag, flagOf(option));
    const variable = environment[variableOf(option)];
    if (variable !== undefined) return readValue(option, variable, variableOf(option));
    return option.fallback === undefined ? undefined : option.read(option.fallback);
  };
  const needed = <T>(option: Option<T>): T => {
    const found = value(option);
    if (found === undefined) throw new OptionError(`${flagOf(option)} is needed`);
    return found;
  };
  return {
    port: needed(OPTIONS.port),
    host: needed(OPTIONS.host),
    data: needed(OPTIONS.data),
    origins: needed(OPTIONS.origins),
    "allowed-hosts": needed(OPTIONS["allowed-hosts"]),
    guests: needed(OPTIONS.guests),
    limits: value(OPTIONS.limits),
    "trust-proxy": needed(OPTIONS["trust-proxy"]),
    "admin-token": value(OPTIONS["admin-token"]),
    ...readJwt(value),
    "stomp-port": value(OPTIONS["stomp-port"]),
    "stomp-prefixes": needed(OPTIONS["stomp-prefixes"]),
    "socketio-recovery": needed(OPTIONS["socketio-recovery"]),
    "tls-cert": value(OPTIONS["tls-cert"]),
    "tls-key": value(OPTIONS["tls-key"]),
    compression: needed(OPTIONS.compression),
    "log-level": needed(OPTIONS["log-level"]),
  };
}

type JwtName = Extract<keyof Settings, `jwt-${string}`>;

function readJwt(value: <T>(option: Option<T>) => T | undefined): Pick<Settings, JwtName> {
  const jwt = {
    "jwt-secret": value(OPTIONS["jwt-secret"]),
    "jwt-key": value(OPTIONS["jwt-key"]),
    "jwt-jwks": value(OPTIONS["jwt-jwks"]),
    "jwt-audience": value(OPTIONS["jwt-audience"]),
    "jwt-issuer": value(OPTIONS["jwt-issuer"]),
    "jwt-cookie": value(OPTIONS["jwt-cookie"]),
  };
  const given = (["jwt-secret", "jwt-key", "jwt-jwks"] as const).filter((name) => jwt[name] !== undefined);
  const [first, second] = given;
  if (second !== undefined) throw new OptionError(`--${first} and --${second}: one of them is enough`);
  const rule = (["jwt-audience", "jwt-issuer", "jwt-cookie"] as const).find((name) => jwt[name] !== undefined);
  if (first === undefined && rule !== undefined) {
    throw new OptionError(`--${rule} needs --jwt-secret, --jwt-key or --jwt-jwks beside it`);
  }
  return jwt;
}

function readFlags(args: readonly string[]): Map<string, string> {
  const flags = new Map<string, string>();
  for (let index = 0; index < args.length; index++) {
    const [, name, inline] = /^--([a-z-]+)(?:=(.*))?$/s.exec(args[index] ?? "") ?? [];
    if (name === undefined || !Object.hasOwn(OPTIONS, name)) {
      throw new OptionError(`${JSON.stringify(args[index])}: there is no such option; --help lists them`);
    }
    const text = inline ?? args[++index];
    // `--data --port 1` is a forgotten value, not a folder named `--port`; `--data=--port` is.
    if (text === undefined || (inline === undefined && text.startsWith("--"))) {
      throw new OptionError(`--${name} needs a value; --help says which`);
    }
    flags.set(name, text);
  }
  return flags;
}

function readValue<T>(option: Option<T>, text: string, source: string): T {
  try {
    return option.read(text);
  } catch (error) {
    if (error instanceof OptionProblem) throw new OptionError(`${source}: ${error.message}`);
    throw error;
  }
}
