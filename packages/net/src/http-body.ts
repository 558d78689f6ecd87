import type { IncomingMessage } from "node:http";

/** A request's whole body, or why there is none: it is longer than `maxBytes`, or the client went away before its end. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Uint8Array | "too big" | "gone"> {
  const announced = Number(request.headers["content-length"] ?? 0);
  if (announced > maxBytes) return "too big";
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of request.iterator({ destroyOnReturn: false })) {
      parts.push(part as Buffer);
      size += (part as Buffer).length;
      if (size > maxBytes) return "too big";
    }
  } catch {
    return "gone";
  }
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
}
