import { HttpLogGateway } from "@madang/gateways";
import { type Answers, type EngineDoor, HttpDoor } from "@madang/net";
import type { HttpGateway } from "@madang/wire";
import { isSocketIo } from "./socketio.ts";
import type { Yard } from "./yard.ts";

/** The gateways that speak over plain requests: the rooms' logs, and Socket.IO's polls. */
export function httpSide(yard: Yard & { readonly answers: Answers }, socketIo: EngineDoor): HttpDoor {
  const logs = new HttpLogGateway(yard);
  const route = (path: string): HttpGateway | undefined => {
    if (isSocketIo(path)) return socketIo;
    return HttpLogGateway.speaksAt(path) ? logs : undefined;
  };
  return new HttpDoor({ ...yard, route });
}
