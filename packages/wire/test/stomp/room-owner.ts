import type { CommitEvent, ConnectEvent, Event, SendEvent, Subscription } from "../../src/stomp/index.ts";
import {
  FrameSpelling,
  header,
  joinMessages,
  ServerConnection,
  type ServerOptions,
  userHeaders,
} from "../../src/stomp/index.ts";
import { nodeHost } from "../host.ts";

/** The least that a server does with a machine: what is sent to a destination goes to its subscriptions. */
export class RoomOwner {
  readonly machine: ServerConnection;
  readonly told: string[] = [];
  readonly #write: (bytes: Uint8Array) => void;
  readonly #end: () => void;
  readonly #subscriptions = new Set<Subscription>();
  #messages = 0;

  constructor(write: (bytes: Uint8Array) => void, end: () => void, options: Partial<ServerOptions> = {}) {
    this.machine = new ServerConnection({ host: nodeHost, ...options }, performance.now());
    this.#write = write;
    this.#end = end;
  }

  receive(bytes: Uint8Array): void {
    this.#take(this.machine.receive(bytes, performance.now()));
  }

  tick(): void {
    this.#take(this.machine.tick(performance.now()));
  }

  #take(events: readonly Event[]): void {
    for (const event of events) {
      this.told.push(event.kind);
      this.#act(event);
      if ("frame" in event) this.machine.handled(event.frame);
    }
    for (const image of this.machine.output()) this.#write(image);
    if (this.machine.finished) this.#end();
  }

  #act(event: Event): void {
    switch (event.kind) {
      case "connect":
        this.#decide(event);
        break;
      case "subscribe":
        this.#subscriptions.add(event.subscription);
        break;
      case "unsubscribe":
        this.#subscriptions.delete(event.subscription);
        break;
      case "send":
        this.#deliver(event);
        break;
      case "commit":
        this.#commit(event);
        break;
      case "closed":
        this.told.push(event.error?.message ?? "");
        break;
      default:
    }
  }

  #decide({ login, passcode }: ConnectEvent): void {
    if (passcode === "wrong") this.machine.refuse("login refused", `Not this passcode, ${login}.`);
    else this.#take(this.machine.accept(performance.now(), [["server", "madang-test"]]));
  }

  #commit({ actions }: CommitEvent): void {
    for (const action of actions) if (action.kind === "send") this.#deliver(action);
  }

  #deliver({ destination, headers, body }: SendEvent): void {
    const spelling = new FrameSpelling(this.machine.version ?? "1.0", nodeHost);
    const message = `e-${++this.#messages}`;
    const type = header(headers, "content-type") ?? "text/plain";
    const own = [
      ["destination", destination],
      ["message-id", message],
      ["content-type", type],
    ] as const;
    const rest = spelling.messageRest([...own, ...userHeaders(headers)], body);
    for (const subscription of this.#subscriptions) {
      if (subscription.destination !== destination || subscription.window?.room === 0) continue;
      subscription.window?.add(message);
      const ack = this.machine.version === "1.2" ? subscription.ackHeader(message) : undefined;
      this.#write(joinMessages(spelling.messageHead(subscription.id, ack), [rest]));
    }
  }
}
