import type { PersonObject } from "@madang/wire/native";
import type { Transport } from "./transport.ts";

export type ConnectionState =
  /** A first or renewed try is under way. */
  | { readonly kind: "connecting" }
  /** Another `transport` may take over: then the state is told again. */
  | { readonly kind: "open"; readonly you: PersonObject; readonly transport: Transport }
  /** The next try is at `until`, milliseconds since 1970. */
  | { readonly kind: "waiting"; readonly until: number; readonly tries: number; readonly why: string }
  /** Does not come back by itself. `code` is a close code of docs/protocol.md. */
  | { readonly kind: "closed"; readonly code: number; readonly why: string };
