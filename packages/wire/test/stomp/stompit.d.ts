declare module "stompit" {
  import type { Readable, Writable } from "node:stream";

  export interface Message extends Readable {
    readonly headers: Readonly<Record<string, string>>;
    readString(encoding: string, callback: (error: Error | null, body: string) => void): void;
  }

  export interface Subscription {
    unsubscribe(): void;
  }

  export interface Transaction {
    send(headers: object): Writable;
    commit(options?: object): void;
  }

  export interface Client {
    readonly headers: Readonly<Record<string, string>>;
    send(headers: object, options?: { onReceipt?: () => void }): Writable;
    subscribe(headers: object, callback: (error: Error | null, message: Message) => void): Subscription;
    begin(): Transaction;
    ack(message: Message): void;
    nack(message: Message): void;
    disconnect(callback: (error: Error | null) => void): void;
  }

  export function connect(options: object, callback: (error: Error | null, client: Client) => void): void;
}
