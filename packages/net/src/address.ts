import { type BlockList, isIP, SocketAddress } from "node:net";

/**
 * The one spelling of an IP address, so that two of them can be compared: IPv6 as RFC 5952 has it, without a zone, and
 * an IPv4 address that a dual-stack socket shows as `::ffff:10.0.0.1` as that IPv4 address. Undefined for no address.
 */
export function plainAddress(text: string): string | undefined {
  const family = isIP(text);
  if (family !== 6) return family === 4 ? text : undefined;
  const { address } = new SocketAddress({ address: text, family: "ipv6" });
  return address.startsWith("::ffff:") && address.includes(".") ? address.slice(7) : address;
}

/**
 * The client's address: the last one that no trusted proxy vouches for in X-Forwarded-For. `remote` is the other end of
 * the TCP connection, undefined when that has gone already.
 */
export function addressOf(remote: string | undefined, forwarded: string | undefined, trusted: BlockList): string {
  let address = plainAddress(remote ?? "") ?? "";
  if (forwarded === undefined) return address;
  const hops = forwarded.split(",");
  while (trusted.check(address, isIP(address) === 6 ? "ipv6" : "ipv4")) {
    const hop = plainAddress(hops.pop()?.trim() ?? "");
    if (hop === undefined) break;
    address = hop;
  }
  return address;
}
