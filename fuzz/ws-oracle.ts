import { setImmediate as turn } from "node:timers/promises";
import * as library from "ws";
import { hex, type Outcome } from "./outcome.ts";

/** For a message of a few kilobytes, on a machine that may be busy. */
const ANSWER_MS = 5000;

/** How `ws` is to read. */
export interface OracleTerms {
  readonly isServer: boolean;
  readonly maxPayload: number;
  readonly maxFragments: number;
  readonly deflate?: { readonly clientNoContextTakeover: boolean; readonly serverNoContextTakeover: boolean };
}

/** The parts of `ws` that its types leave out. */
interface Parts {
  readonly Receiver: new (options: object) => NodeJS.WritableStream & { destroy(): void };
  readonly PerMessageDeflate: new (options: object) => { accept(offers: object[]): object; cleanup(): void };
}

const { Receiver, PerMessageDeflate } = library as unknown as Parts;

/** What `ws` makes of a whole stream of frames. */
export async function wsOutcome(stream: Uint8Array, terms: OracleTerms): Promise<Outcome> {
  const { isServer, maxPayload, maxFragments } = terms;
  const deflate = terms.deflate && agreed(terms);
  const extensions = deflate === undefined ? {} : { "permessage-deflate": deflate };
  const receiver = new Receiver({ isServer, maxPayload, maxFragments, extensions });
  const said: string[] = [];
  let end: Outcome["end"] = "open";
  let clean = false;
  receiver.on("message", (data: Buffer, binary: boolean) => said.push(binary ? `binary ${hex(data)}` : `text ${data}`));
  receiver.on("ping", (data: Buffer) => said.push(`ping ${hex(data)}`));
  receiver.on("pong", (data: Buffer) => said.push(`pong ${hex(data)}`));
  receiver.on("conclude", (code: number) => {
    end = code;
    clean = true;
  });
  // It tells the close code under a symbol of its own.
  receiver.on("error", (error: Error) => {
    const [code] = Object.getOwnPropertySymbols(error).map((key) => (error as unknown as Record<symbol, unknown>)[key]);
    end = typeof code === "number" ? code : 1006;
  });
  let isDone = false;
  receiver.write(Buffer.from(stream), () => {
    isDone = true;
  });
  // It inflates in a thread.
  const patience = performance.now() + ANSWER_MS;
  while (!isDone && end === "open" && performance.now() < patience) await turn();
  await turn();
  receiver.destroy();
  // It does not mind being cleaned up, but for while it inflates.
  if (isDone || end !== "open") deflate?.cleanup();
  return { said, end, clean };
}

function agreed({ isServer, maxPayload, deflate }: OracleTerms): { cleanup(): void } {
  const made = new PerMessageDeflate({ isServer, maxPayload, threshold: 0 });
  const offer: Record<string, true[]> = {};
  if (deflate?.clientNoContextTakeover === true) offer["client_no_context_takeover"] = [true];
  if (deflate?.serverNoContextTakeover === true) offer["server_no_context_takeover"] = [true];
  made.accept([offer]);
  return made;
}
