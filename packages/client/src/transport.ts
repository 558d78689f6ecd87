/** A way to carry messages, the best first. */
export type Transport = "websocket" | "sse" | "long-poll" | "poll";

export type HttpTransport = Exclude<Transport, "websocket">;

export const TRANSPORTS: readonly Transport[] = ["websocket", "sse", "long-poll", "poll"];
