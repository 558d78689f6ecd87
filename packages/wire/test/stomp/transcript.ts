import { type Frame, ServerConnection, type ServerOptions } from "../../src/stomp/index.ts";
import { nodeHost } from "../host.ts";

/** Bytes as the specification prints them: `^@` is NUL. */
export function wire(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text.replaceAll("^@", "\0")));
}

/** The other way round. */
export function printed(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString().replaceAll("\0", "^@");
}

/** A frame in one line, for short expectations: `SEND destination=/a | body`. */
export function short({ command, headers, body }: Frame): string {
  const pairs = headers.map(([name, value]) => ` ${name}=${value}`).join("");
  return `${command}${pairs}${body.length > 0 ? ` | ${printed(body)}` : ""}`;
}

export function connection(options: Partial<ServerOptions> = {}): ServerConnection {
  return new ServerConnection({ host: nodeHost, ...options }, 0);
}

/** One that is let in, its CONNECTED read. `connect` is the head of its CONNECT after the first line. */
export function opened(connect = "accept-version:1.2\n", options: Partial<ServerOptions> = {}): ServerConnection {
  const server = connection(options);
  server.receive(wire(`CONNECT\n${connect}\n^@`), 0);
  server.accept(0);
  server.output();
  return server;
}

/** All output, printed. */
export function said(server: ServerConnection): string {
  return server.output().map(printed).join("");
}
