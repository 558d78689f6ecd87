import { clientTransport } from "./client.ts";
import { nativeTransport } from "./native.ts";
import { longPoll, polling } from "./polling.ts";
import { socketIoTransport } from "./socketio.ts";
import { sockjsTransport } from "./sockjs.ts";
import { stompTransport } from "./stomp.ts";
import { overSockjs, overTcp, overWebSocket } from "./stomp-line.ts";
import { ndjson, sse } from "./streaming.ts";
import { textTransport } from "./text.ts";
import type { Transport } from "./transport.ts";

/** Every way in and out that is played over. A new one is one file and one line. */
export const TRANSPORTS: readonly Transport[] = [
  nativeTransport("native", false),
  textTransport("text", false),
  clientTransport(),
  clientTransport("sse"),
  clientTransport("long-poll"),
  clientTransport("poll"),
  sse,
  longPoll,
  polling,
  ndjson,
  stompTransport("stomp", overWebSocket),
  stompTransport("stomp-tcp", overTcp),
  stompTransport("stomp-sockjs", overSockjs),
  socketIoTransport("socketio", ["websocket"]),
  socketIoTransport("socketio-polling", ["polling"]),
  sockjsTransport("websocket"),
  sockjsTransport("xhr-streaming"),
  sockjsTransport("eventsource"),
  sockjsTransport("xhr-polling"),
  nativeTransport("native-deflate", true),
  textTransport("text-deflate", true),
];
