import type { Ports } from "../transports/ports.ts";
import { FaultProxy } from "./fault-proxy.ts";
import type { Road } from "./road.ts";

/** All that lies between everybody and the server: a fault proxy before each of its ports. */
export class Network {
  /** Where one comes in. */
  readonly ports: Ports;
  readonly #proxies: readonly FaultProxy[];

  private constructor(front: FaultProxy, stomp: FaultProxy) {
    this.ports = { port: front.port, stompPort: stomp.port };
    this.#proxies = [front, stomp];
  }

  /** `server` is where the server is, or will be. */
  static async open(server: Ports): Promise<Network> {
    return new Network(await FaultProxy.open(server.port), await FaultProxy.open(server.stompPort));
  }

  /** The connections of this moment. */
  get roads(): readonly Road[] {
    return this.#proxies.flatMap(({ roads }) => roads);
  }

  /** Connections that came about in all. */
  get opened(): number {
    return this.#proxies.reduce((sum, { opened }) => sum + opened, 0);
  }

  /** Ends every fault. */
  heal(): void {
    for (const proxy of this.#proxies) proxy.heal();
  }

  async close(): Promise<void> {
    await Promise.all(this.#proxies.map((proxy) => proxy.close()));
  }
}
