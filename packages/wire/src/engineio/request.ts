import {
  BAD_HANDSHAKE_METHOD,
  BAD_REQUEST,
  type EngineError,
  UNKNOWN_SID,
  UNKNOWN_TRANSPORT,
  UNSUPPORTED_VERSION,
} from "./engine-error.ts";

export type Transport = "polling" | "websocket";

export interface EngineRequest {
  readonly method: string;
  readonly query: ReadonlyMap<string, string>;
  /** Whether it asks to become a WebSocket. */
  readonly upgrade: boolean;
}

/** What a request to the engine's path wants. */
export type Judgement =
  /** A CORS preflight: 204. */
  | { readonly kind: "preflight" }
  | { readonly kind: "open"; readonly transport: Transport }
  | { readonly kind: "poll" | "post" | "upgrade"; readonly sid: string }
  | { readonly kind: "refused"; readonly error: EngineError };

/**
 * engine.io/lib/server.ts, `verify`, for protocol 4. `transportOf` says what a session is on now, undefined when there
 * is none of that id.
 */
export function judgeRequest(request: EngineRequest, transportOf: (sid: string) => Transport | undefined): Judgement {
  const { method, query, upgrade } = request;
  if (method === "OPTIONS" && !upgrade) return { kind: "preflight" };
  const transport = query.get("transport");
  if (transport !== "polling" && transport !== "websocket") return refused(UNKNOWN_TRANSPORT);
  const sid = query.get("sid") ?? "";
  if (sid === "") return judgeHandshake(request, transport);
  const current = transportOf(sid);
  if (current === undefined) return refused(UNKNOWN_SID);
  if (query.get("EIO") !== "4") return refused(BAD_REQUEST);
  if (upgrade !== (transport === "websocket")) return refused(BAD_REQUEST);
  if (upgrade) return { kind: "upgrade", sid };
  if (current !== "polling") return refused(BAD_REQUEST);
  if (method === "GET") return { kind: "poll", sid };
  return method === "POST" ? { kind: "post", sid } : refused(BAD_HANDSHAKE_METHOD);
}

function judgeHandshake({ method, query, upgrade }: EngineRequest, transport: Transport): Judgement {
  if (method !== "GET") return refused(BAD_HANDSHAKE_METHOD);
  if (upgrade !== (transport === "websocket")) return refused(BAD_REQUEST);
  return query.get("EIO") === "4" ? { kind: "open", transport } : refused(UNSUPPORTED_VERSION);
}

function refused(error: EngineError): Judgement {
  return { kind: "refused", error };
}
