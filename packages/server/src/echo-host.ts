import type { RequestListener } from "node:http";
import { BlockList } from "node:net";
import { FrontDoor, NodeHost, NodeTurn, nodeTicker, Origins, plainHttpServer, TcpDoor } from "@madang/net";
import type { Gateway } from "@madang/wire";
import { TAKEOVER_DEFLATE } from "@madang/wire/websocket";
import { echoEngineIo } from "./echo-engineio.ts";
import { EchoGateway } from "./echo-gateway.ts";
import { echoSockjs, withScript } from "./echo-sockjs.ts";
import { echoStomp } from "./echo-stomp.ts";

/** Where an echo host is to be found. */
export interface EchoSettings {
  readonly host: string;
  /** HTTP/1.1. */
  readonly port: number;
  /** Clear-text HTTP/2 with prior knowledge (RFC 9113 section 3.3), and HTTP/1.1. */
  readonly h2cPort: number | undefined;
  /** STOMP without HTTP. */
  readonly stompPort?: number | undefined;
}

/** An echo host that is open. */
export interface EchoHost {
  readonly port: number;
  readonly h2cPort: number | undefined;
  readonly stompPort?: number | undefined;
  close(): Promise<void>;
}

/** Everybody may come: this is for suites that test an engine, not for people. */
class AnyOrigin extends Origins {
  override get listed(): readonly string[] {
    return ["*"];
  }

  override allows(): boolean {
    return true;
  }
}

/**
 * The bare engine, for conformance suites: an echo at every path that no service takes, and permessage-deflate with
 * whatever the client offers. `service` says who speaks at a path other than the echo.
 */
export async function openEchoHost(
  settings: EchoSettings,
  fault: (error: unknown) => void,
  service: (path: string) => Gateway | undefined = () => undefined,
): Promise<EchoHost> {
  const turn = new NodeTurn();
  const echo = new EchoGateway();
  const origins = new AnyOrigin([]);
  const host = new NodeHost();
  const sockjs = echoSockjs({ host, turn, ticker: nodeTicker, origins, fault });
  const engineIo = echoEngineIo({ host, turn, ticker: nodeTicker, origins, fault });
  const stomp = echoStomp({ host, turn });
  const refusal = stomp.refusal.bind(stomp);
  const stompDoor = new TcpDoor({ host, turn, ticker: nodeTicker, gateway: stomp, refusal, fault });
  const answer: RequestListener = (_request, response) => {
    response.setHeader("content-type", "text/plain");
    response.end("An echo host: open a WebSocket at any path.\n");
  };
  const make = (clearHttp2: boolean): FrontDoor =>
    new FrontDoor({
      host,
      turn,
      ticker: nodeTicker,
      origins,
      trusted: new BlockList(),
      http: plainHttpServer(engineIo.before(sockjs.before(withScript(answer)))),
      deflate: TAKEOVER_DEFLATE,
      clearHttp2,
      route: (path) => engineIo.route(path) ?? sockjs.route(path) ?? service(path) ?? (path === "/ws" ? stomp : echo),
      refuses: (target) => sockjs.refuses(target),
      fault,
    });
  const doors = [make(false), ...(settings.h2cPort === undefined ? [] : [make(true)])];
  const close = async (): Promise<void> => {
    sockjs.close(() => 0, "the echo host stops");
    engineIo.close();
    await Promise.all([...doors, stompDoor].map((door) => door.close(() => 0, "the echo host stops")));
  };
  try {
    const wanted = [settings.port, settings.h2cPort ?? 0];
    const ports = await Promise.all(doors.map((door, index) => door.listen(wanted[index] ?? 0, settings.host)));
    const { stompPort: wish, host: address } = settings;
    const stompPort = wish === undefined ? undefined : await stompDoor.listen(wish, address);
    return { port: ports[0] ?? settings.port, h2cPort: ports[1], stompPort, close };
  } catch (error) {
    await close();
    throw error;
  }
}
