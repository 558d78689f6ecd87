import { plainAddress } from "./address.ts";

/** Whether a host's name, or its address as in a URL or without brackets, can only mean the machine that uses it (RFC 6761 section 6.3). */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, "");
  if (name === "localhost" || name.endsWith(".localhost")) return true;
  const address = plainAddress(name.replace(/^\[(.*)\]$/, "$1"));
  return address === "::1" || address?.startsWith("127.") === true;
}
