export interface ServiceInfo {
  readonly websocket: boolean;
  readonly cookieNeeded: boolean;
  /** Where sessions live when not under the base that was asked; sockjs-client takes it as `base_url`. */
  readonly baseUrl?: string;
}

/**
 * The document at `/info` (sockjs-protocol.py, "Info test"). `chance` is four bytes that cannot be predicted, fresh for
 * each answer: the browser seeds its session ids with them.
 */
export function infoDocument(info: ServiceInfo, chance: Uint8Array): string {
  const entropy = chance.subarray(0, 4).reduce((sum, byte) => sum * 256 + byte, 0);
  return JSON.stringify({
    websocket: info.websocket,
    origins: ["*:*"],
    cookie_needed: info.cookieNeeded,
    entropy,
    base_url: info.baseUrl,
  });
}
