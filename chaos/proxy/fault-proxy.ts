import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { Road } from "./road.ts";

/** Stands between everybody and the server, and does to connections what networks do. */
export class FaultProxy {
  readonly #listener: Server;
  readonly #roads = new Set<Road>();
  #target: number;
  /** Connections that came about in all. */
  opened = 0;

  private constructor(target: number) {
    this.#target = target;
    this.#listener = createServer({ allowHalfOpen: true, noDelay: true }, (client) => this.#lead(client));
  }

  static async open(target: number): Promise<FaultProxy> {
    const proxy = new FaultProxy(target);
    proxy.#listener.listen(0, "127.0.0.1");
    await once(proxy.#listener, "listening");
    return proxy;
  }

  get port(): number {
    return (this.#listener.address() as AddressInfo).port;
  }

  /** Where the server is; connections that are there stay as they are. */
  set target(port: number) {
    this.#target = port;
  }

  /** The connections of this moment, oldest first. */
  get roads(): readonly Road[] {
    return [...this.#roads];
  }

  /** Ends every fault. */
  heal(): void {
    for (const road of this.roads) road.heal();
  }

  async close(): Promise<void> {
    const closed = once(this.#listener, "close");
    this.#listener.close();
    for (const road of this.roads) road.cut();
    await closed;
  }

  #lead(client: Socket): void {
    const server = connect({ port: this.#target, host: "127.0.0.1", allowHalfOpen: true, noDelay: true });
    const road = new Road(client, server);
    this.#roads.add(road);
    this.opened++;
    client.once("close", () => this.#roads.delete(road));
  }
}
