import { type ControlPacket, control } from "./packet.ts";
import type { Transport } from "./request.ts";

/** How often the server asks whether the client is there. */
export const PING_INTERVAL_MS = 25_000;
/** How long the client has to answer. */
export const PING_TIMEOUT_MS = 20_000;
/** 1 MB: the longest body of a POST and message of a WebSocket; the client cuts its payloads by it. */
export const MAX_PAYLOAD_BYTES = 1_000_000;

/** Kept by reference: one frozen object for all sessions that are alike. Missing ones are the reference's defaults. */
export interface HandshakeTerms {
  readonly pingIntervalMs?: number;
  readonly pingTimeoutMs?: number;
  readonly maxPayloadBytes?: number;
  /** Whether a session that begins with polling is offered the WebSocket; yes when not given. */
  readonly upgrades?: boolean;
}

/** The first packet of a session, with exactly the keys that the suite asks for (engine.io-protocol, "Handshake"). */
export function openPacket(sid: string, transport: Transport, terms: HandshakeTerms = {}): ControlPacket {
  return control(
    "open",
    JSON.stringify({
      sid,
      upgrades: transport === "polling" && terms.upgrades !== false ? ["websocket"] : [],
      pingInterval: terms.pingIntervalMs ?? PING_INTERVAL_MS,
      pingTimeout: terms.pingTimeoutMs ?? PING_TIMEOUT_MS,
      maxPayload: terms.maxPayloadBytes ?? MAX_PAYLOAD_BYTES,
    }),
  );
}
