import { base64 } from "../base64.ts";
import type { Host } from "../host.ts";

const GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/** A client's Sec-WebSocket-Key: 16 bytes that cannot be predicted (RFC 6455 section 4.1). */
export function handshakeKey(host: Host): string {
  return base64(host.random(16));
}

/** Whether `key` is the base64 of 16 bytes (RFC 6455 section 4.2.1). */
export function isHandshakeKey(key: string): boolean {
  return /^[A-Za-z0-9+/]{22}==$/.test(key);
}

/** What Sec-WebSocket-Accept answers to a Sec-WebSocket-Key (RFC 6455 section 4.2.2). */
export function acceptFor(key: string, host: Host): string {
  return host.sha1(key + GUID, "base64");
}
