import type { RequestListener } from "node:http";
import { BlockList } from "node:net";
import { EngineDoor, type EngineDoorOptions, HttpDoor, type HttpDoorOptions } from "@madang/net";
import type { Gateway } from "@madang/wire";
import { EchoGateway } from "./echo-gateway.ts";
import { SocketIoEcho } from "./echo-socketio.ts";

/** What the public suites count on. */
const SESSION = { pingIntervalMs: 300, pingTimeoutMs: 200, maxPayloadBytes: 1_000_000 };

/** The services of the public Engine.IO and Socket.IO suites. */
export interface EngineIoEcho {
  /** Answers what is theirs, and leaves the rest to `next`. */
  before(next: RequestListener): RequestListener;
  route(path: string): Gateway | undefined;
  close(): void;
}

export function echoEngineIo(
  ports: Omit<EngineDoorOptions, "gateway" | "session"> & Pick<HttpDoorOptions, "origins">,
): EngineIoEcho {
  const doors = new Map([
    ["/engine.io/", new EngineDoor({ ...ports, session: SESSION, gateway: new EchoGateway() })],
    ["/socket.io/", new EngineDoor({ ...ports, session: SESSION, gateway: new SocketIoEcho() })],
  ]);
  const http = new HttpDoor({ ...ports, trusted: new BlockList(), route: (path) => doors.get(path) });
  const route = (path: string): Gateway | undefined => {
    const door = doors.get(path);
    return door && plain(door);
  };
  const close = (): void => {
    for (const door of doors.values()) door.close(() => 0, "the echo host stops");
    http.close(() => 0, "the echo host stops");
  };
  return { before: (next) => http.before(next), route, close };
}

/**
 * As the reference, which compresses nothing: a client that compresses does so beside its other work, and the suites
 * count on a WebSocket's frame being out before the request that they make next.
 */
function plain(gateway: Gateway): Gateway {
  return { admit: async (caller) => ({ ...(await gateway.admit(caller)), compresses: false }) };
}
