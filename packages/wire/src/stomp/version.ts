/** The versions that are spoken here, lowest first, as `accept-version` and `version` spell them. */
export type Version = "1.0" | "1.1" | "1.2";

export const VERSIONS: readonly Version[] = Object.freeze<Version[]>(["1.0", "1.1", "1.2"]);

/** The WebSocket subprotocols of the versions, best first; registered with IANA for RFC 6455 section 1.9. */
const SUBPROTOCOLS: readonly string[] = Object.freeze(["v12.stomp", "v11.stomp", "v10.stomp"]);

/** The highest that the client offered. Undefined: none, which is no reason to refuse; CONNECT tells the version. */
export function chooseSubprotocol(offered: readonly string[]): string | undefined {
  return SUBPROTOCOLS.find((name) => offered.includes(name));
}
