const CLIENT_COMMANDS = [
  "CONNECT",
  "STOMP",
  "SEND",
  "SUBSCRIBE",
  "UNSUBSCRIBE",
  "ACK",
  "NACK",
  "BEGIN",
  "COMMIT",
  "ABORT",
  "DISCONNECT",
] as const;
const SERVER_COMMANDS = ["CONNECTED", "MESSAGE", "RECEIPT", "ERROR"] as const;

/** What a client says (STOMP 1.2 "Client Frames"); STOMP and NACK came with 1.1. */
export type ClientCommand = (typeof CLIENT_COMMANDS)[number];
/** What a server says (STOMP 1.2 "Server Frames"). */
export type ServerCommand = (typeof SERVER_COMMANDS)[number];
export type Command = ClientCommand | ServerCommand;

const BY_NAME: ReadonlyMap<string, Command> = new Map(
  [...CLIENT_COMMANDS, ...SERVER_COMMANDS].map((name) => [name, name]),
);

/** Case counts (STOMP 1.2 "STOMP Frames"). */
export function commandNamed(name: string): Command | undefined {
  return BY_NAME.get(name);
}

/** Only these may have a body, in 1.1 and 1.2; 1.0 says nothing of it (STOMP 1.2 "Body"). */
export function mayHaveBody(command: Command): boolean {
  return command === "SEND" || command === "MESSAGE" || command === "ERROR";
}

/** CONNECT and CONNECTED never escape, so that 1.0 understands them (STOMP 1.2 "Value Encoding"). STOMP does. */
export function isPlain(command: Command): boolean {
  return command === "CONNECT" || command === "CONNECTED";
}
