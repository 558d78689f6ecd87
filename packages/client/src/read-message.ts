import { parseServerMessage, type ServerMessage } from "@madang/wire/native";

/** What the server said; `broken` for what is no JSON, undefined for what this version does not know. */
export function readMessage(text: string): ServerMessage | "broken" | undefined {
  try {
    return parseServerMessage(text);
  } catch {
    return "broken";
  }
}
