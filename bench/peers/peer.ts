import { join } from "node:path";
import { Child } from "../run/child.ts";
import { type Pin, SERVER_CORE } from "../run/pin.ts";
import { type Speech, socketioSpeech, stompSpeech, textSpeech } from "./speech.ts";

/** A server under test while it runs. */
export interface Running {
  readonly port: number;
  readonly pid: number;
  /** How it ended, when it did by itself. */
  fate(): string | undefined;
  stop(): Promise<void>;
}

/** A server under test. */
export interface Peer {
  readonly name: string;
  readonly speech: Speech;
  start(pin: Pin): Promise<Running>;
}

/** A server has so long to say its port, in milliseconds. */
export const START_MS = 15_000;

/** A server of this folder: one file, which prints its port. */
export function serverFile(name: string, speech: Speech, args: readonly string[] = []): Peer {
  return serverCommand(name, speech, { command: [process.execPath, join(import.meta.dirname, `${name}.ts`), ...args] });
}

/** A server that a command line starts; `read` finds its port in a line of what it prints. */
export function serverCommand(
  name: string,
  speech: Speech,
  { command, read = portOf }: { readonly command: readonly string[]; readonly read?: typeof portOf },
): Peer {
  return {
    name,
    speech,
    async start(pin) {
      const child = new Child(pin.on(SERVER_CORE, command));
      const port = await child.hear(read, START_MS).catch(async (error: unknown) => {
        await child.stop();
        throw error;
      });
      return { port, pid: child.pid, fate: () => child.fate, stop: () => child.stop() };
    },
  };
}

/** The peers that Madang is held against, by name; `bare` is there to try the load itself. */
export const BROADCASTERS: readonly Peer[] = [
  serverFile("ws", textSpeech("/?name=bench")),
  serverFile("socketio", socketioSpeech),
  serverFile("stomp-broker", stompSpeech("/app/bench", "/topic/bench", false)),
  serverFile("bare", textSpeech("/?name=bench")),
];

/** The port in a line of JSON, if it is one. */
export function portOf(line: string): number | undefined {
  try {
    const { port } = JSON.parse(line) as { readonly port?: unknown };
    return typeof port === "number" ? port : undefined;
  } catch {
    return undefined;
  }
}
