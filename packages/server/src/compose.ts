import type { RequestListener } from "node:http";
import { Answers, type Certificate, FrontDoor } from "@madang/net";
import type { Gateway } from "@madang/wire";
import { SHARED_DEFLATE } from "@madang/wire/websocket";
import type { Logger } from "pino";
import { httpApi } from "./http-api.ts";
import { httpSide } from "./http-side.ts";
import type { Settings } from "./settings.ts";
import { socketGateways } from "./socket-gateways.ts";
import { isSocketIo, socketIoDoor } from "./socketio.ts";
import { sockjsDoor } from "./sockjs.ts";
import { openStompDoor } from "./stomp-door.ts";
import { certificateOf, followCertificate } from "./tls-settings.ts";
import { Undo } from "./undo.ts";
import { openYard } from "./yard.ts";

/** 5 s within which those who are told to come back do so, each at its own time. */
const RETURN_WITHIN_MS = 5000;
const GOODBYE = "the server restarts";

/** A running server. */
export interface Running {
  readonly port: number;
  /** Of STOMP over plain TCP, when there is one. */
  readonly stompPort: number | undefined;
  /** The operator's token, when it was made at this start. */
  readonly madeToken: string | undefined;
  /** Says goodbye to everybody, and resolves when all that was accepted is on disk. */
  close(): Promise<void>;
}

/**
 * Starts a server whose page is in the folder `page`. Rejects with `StoreOpenError` for the data folder, and with Node's
 * error for the address; nothing is left open then.
 */
export async function compose(settings: Settings, log: Logger, page: string): Promise<Running> {
  const undo = new Undo();
  try {
    return await build({ settings, log, page }, undo);
  } catch (error) {
    await undo.all();
    throw error;
  }
}

/** What a server is made of. */
interface Given {
  readonly settings: Settings;
  readonly log: Logger;
  readonly page: string;
}

/** The road of a message as code: bytes → net → wire → gateways → hub → store, and back. */
async function build({ settings, log, page }: Given, undo: Undo): Promise<Running> {
  const certificate = await certificateOf(settings);
  const yard = await openYard(settings, (error) => log.error({ err: error }, "fault"), undo);
  const sockets = socketGateways(settings, yard);
  const socketIo = socketIoDoor(settings["socketio-recovery"], yard.operator.token, yard);
  const sockjs = sockjsDoor(sockets, yard);
  const answers = new Answers(yard.ticker);
  const requests = httpSide({ ...yard, answers }, socketIo);

  let draining = false;
  const probes = {
    unready: () => (draining ? "the server is stopping" : yard.store.refusing),
    connections: () => front.connections + (stomp?.door.connections ?? 0),
    ended: () => front.ended,
    stalled: () => answers.stalled + (requests.ended.get("stalled") ?? 0),
  };
  const before = (answer: RequestListener): RequestListener =>
    yard.hosts.before(answers.before(sockjs.before(requests.before(answer))));
  const api = await httpApi({ ...yard, page, probes, before });
  undo.later(() => api.close());
  undo.later(answers.end);

  const stomp = await openStompDoor({ ...yard, settings, gateway: sockets.stomp, certificate });
  const route = (path: string): Gateway | undefined =>
    isSocketIo(path) ? socketIo : (sockets.route(path) ?? sockjs.route(path));
  const refuses = sockjs.refuses.bind(sockjs);
  const deflate = settings.compression === "on" ? SHARED_DEFLATE : undefined;
  const front = new FrontDoor({ ...yard, http: api.server, route, refuses, deflate, certificate });
  const listening = stomp === undefined ? [front] : [front, stomp.door];
  if (certificate !== undefined) {
    const renew = (fresh: Certificate): void => {
      for (const door of listening) door.renew(fresh);
    };
    undo.later(followCertificate(settings, certificate, { ...yard, renew }));
  }
  undo.later(() => {
    draining = true;
    const after = (): number => Math.round(Math.random() * RETURN_WITHIN_MS);
    for (const door of [socketIo, requests, sockjs]) door.close(after, GOODBYE);
    return Promise.all(listening.map((door) => door.close(after, GOODBYE)));
  });
  const port = await front.listen(settings.port, settings.host);
  await yard.operator.keep();
  const madeToken = yard.operator.made ? yard.operator.token : undefined;
  return { port, stompPort: stomp?.port, madeToken, close: () => undo.all() };
}
