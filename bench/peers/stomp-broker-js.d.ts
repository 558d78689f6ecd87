declare module "stomp-broker-js" {
  import type { Server } from "node:http";

  interface Config {
    readonly server: Server;
    readonly path: string;
    readonly heartbeat: readonly [number, number];
  }

  class StompServer {
    constructor(config: Config);
    subscribe(topic: string, heard: (text: string) => void): string;
    send(topic: string, headers: object, text: string): void;
  }

  export = StompServer;
}
