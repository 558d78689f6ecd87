import { type Command, commandNamed, isPlain } from "./command.ts";
import { unescapeHeader } from "./escapes.ts";
import type { Header, Headers } from "./frame.ts";
import { PeerError } from "./peer-error.ts";
import type { Version } from "./version.ts";

export interface FrameHead {
  readonly command: Command;
  readonly headers: Headers;
}

/** How the lines of a head are to be understood. */
export interface HeadRules {
  /** Undefined before it is agreed on: then only the STOMP frame has escapes, those of 1.2. */
  readonly version: Version | undefined;
  /** Lines may end in CRLF. */
  readonly crlf: boolean;
}

const CR = 0x0d;

/**
 * The lines of a frame before the empty one, each with its LF (STOMP 1.2 "STOMP Frames" and "Augmented BNF"). A colon
 * in a value that should have been escaped is let pass: half of the clients in use never escape. Throws `PeerError`.
 */
export function parseHead(text: string, { version, crlf }: HeadRules): FrameHead {
  let end = text.indexOf("\n");
  const command = readCommand(text.slice(0, stop(text, end, crlf)));
  const escapes = isPlain(command) ? "1.0" : (version ?? (command === "STOMP" ? "1.2" : "1.0"));
  const headers: Header[] = [];
  for (let at = end + 1; at < text.length; at = end + 1) {
    end = text.indexOf("\n", at);
    const last = stop(text, end, crlf);
    const colon = text.indexOf(":", at);
    if (colon <= at || colon >= last) throw badHeader(text.slice(at, last), headers.length);
    const value = text.slice(colon + 1, last);
    const name = unescapeHeader(text.slice(at, colon), escapes);
    headers.push([name, unescapeHeader(version === "1.0" ? trim(value) : value, escapes)]);
  }
  return { command, headers };
}

/** STOMP 1.0 showed its headers padded, and its clients took it at its word. 1.1 and 1.2 never trim. */
export function trimValues(headers: Headers): Headers {
  return headers.map(([name, value]) => [name, trim(value)]);
}

function trim(value: string): string {
  return value.replace(/^ +| +$/g, "");
}

function stop(text: string, end: number, crlf: boolean): number {
  return crlf && text.charCodeAt(end - 1) === CR ? end - 1 : end;
}

function readCommand(name: string): Command {
  const command = commandNamed(name);
  if (command !== undefined) return command;
  throw new PeerError(1002, "unknown command", { details: `The command ${JSON.stringify(name)} is not of STOMP.` });
}

function badHeader(line: string, before: number): PeerError {
  const details = `Header line ${before + 1} is not name:value, but ${JSON.stringify(line.slice(0, 80))}.`;
  return new PeerError(1002, line.startsWith(":") ? "a header without a name" : "a header without a colon", {
    details,
  });
}
