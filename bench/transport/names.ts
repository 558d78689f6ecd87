const NAMES: Readonly<Record<string, string>> = {
  polling: "polling (1 s)",
  "long-polling": "long polling",
  sse: "SSE",
  websocket: "WebSocket",
};

/** A transport as people say it. */
export function nameOf(transport: string): string {
  return NAMES[transport] ?? transport;
}
