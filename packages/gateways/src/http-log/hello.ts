import type { Host, Reply } from "@madang/wire";
import type { ServerMessage } from "@madang/wire/native";
import { personObject } from "../entry-object.ts";
import type { HttpLogTerms, Reader } from "./terms.ts";

/** 20 s: a stream gives a sign of life every 15 s. */
const SILENCE_MS = 20_000;

/** Who the caller is here, in the words of the native protocol's `hello`. */
export function helloReply({ host }: HttpLogTerms, { author, expires }: Reader): Reply {
  const until = expires === undefined ? {} : { expires };
  return told({ type: "hello", you: personObject(author), silence: SILENCE_MS, ...until }, host);
}

/** Which rooms there are, in the words of the native protocol's `rooms`. */
export async function roomsReply({ hub, host }: HttpLogTerms): Promise<Reply> {
  return told({ type: "rooms", rooms: await hub.roomList() }, host);
}

function told(message: ServerMessage, host: Host): Reply {
  const headers = { "Content-Type": "application/json", "Cache-Control": "no-store" };
  return { kind: "reply", status: 200, headers, body: host.encode(JSON.stringify(message)) };
}
