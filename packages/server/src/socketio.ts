import { createHmac, hash } from "node:crypto";
import { type Seal, SocketIoGateway, type SocketIoPorts } from "@madang/gateways";
import { EngineDoor, type EngineDoorOptions } from "@madang/net";

/** What Socket.IO stands on. */
export type SocketIoParts = Omit<SocketIoPorts, "seal"> & Omit<EngineDoorOptions, "gateway">;

/** Socket.IO over Engine.IO: a gateway, and the carrier that it speaks over. */
export function socketIoDoor(recovery: "on" | "off", operatorToken: string, parts: SocketIoParts): EngineDoor {
  const seal = recovery === "on" ? sealOf(operatorToken) : undefined;
  return new EngineDoor({ ...parts, gateway: new SocketIoGateway({ ...parts, seal }) });
}

/** Where Socket.IO clients look for it, those with `addTrailingSlash: false` too. */
export function isSocketIo(path: string): boolean {
  return path === "/socket.io/" || path === "/socket.io";
}

/**
 * What is sealed with the operator's token holds over restarts, and on every node of one operator. The key is made of it,
 * so that no signature says anything of what else the token opens.
 */
export function sealOf(operatorToken: string): Seal {
  const key = createHmac("sha256", operatorToken).update("madang socket.io pid").digest("base64url");
  // What SHA-3 was given cannot be lengthened: a key of one length before the text makes it a MAC, which is how KMAC
  // works (NIST SP 800-185 section 4), at a third of what HMAC costs.
  return { sign: (text) => hash("sha3-256", key + text, "base64url") };
}
