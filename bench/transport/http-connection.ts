import { connect, type Socket } from "node:net";
import { type Head, requestHead } from "./request-head.ts";
import { type ResponseHead, responseHead } from "./response-head.ts";
import type { Traffic } from "./traffic.ts";

/** A whole answer. */
export interface Answer {
  readonly head: ResponseHead;
  readonly body: Buffer;
}

const NOTHING: Buffer = Buffer.alloc(0);

/** One HTTP/1.1 connection that is kept, one request at a time, with every byte counted. */
export class HttpConnection {
  readonly #port: number;
  readonly #traffic: Traffic;
  readonly #socket: Socket;
  #bytes: Buffer[] = [];
  #size = 0;
  #head: ResponseHead | undefined;
  #answered: PromiseWithResolvers<Answer> | undefined;
  #flow: ((body: Buffer) => void) | undefined;
  #isOver = false;

  constructor(port: number, traffic: Traffic) {
    this.#port = port;
    this.#traffic = traffic;
    this.#socket = connect({ port, host: "127.0.0.1", noDelay: true });
    this.#socket.on("data", (bytes) => this.#hear(bytes));
    this.#socket.on("error", (error) => this.#end(error));
    this.#socket.on("close", () => this.#end(new Error("the server has closed the connection")));
  }

  /** The server may close a connection that has been quiet. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Rejects when the connection breaks. */
  ask(head: Omit<Head, "port">, body: Buffer = NOTHING): Promise<Answer> {
    this.#answered = Promise.withResolvers();
    const length: Record<string, string> = body.length > 0 ? { "Content-Length": String(body.length) } : {};
    const bytes = requestHead({ ...head, fields: { ...head.fields, ...length }, port: this.#port });
    this.#traffic.request();
    this.#traffic.head(bytes.length);
    this.#traffic.content(body.length);
    this.#socket.write(body.length > 0 ? Buffer.concat([bytes, body]) : bytes);
    return this.#answered.promise;
  }

  /** Asks for what goes on, and resolves with its head; `flow` is called with the body as it comes. */
  async follow(head: Omit<Head, "port">, flow: (body: Buffer) => void): Promise<ResponseHead> {
    this.#flow = flow;
    return (await this.ask(head)).head;
  }

  close(): void {
    this.#isOver = true;
    this.#socket.destroy();
  }

  #hear(bytes: Buffer): void {
    if (this.#flow !== undefined && this.#head !== undefined && this.#answered === undefined) {
      this.#traffic.content(bytes.length);
      this.#flow(bytes);
      return;
    }
    this.#bytes.push(bytes);
    this.#size += bytes.length;
    this.#head ??= responseHead(this.#joined());
    const head = this.#head;
    if (head === undefined || (head.length !== undefined && this.#size < head.size + head.length)) return;
    this.#settle(head, this.#joined());
  }

  /** Whole, or the beginning of what goes on. */
  #settle(head: ResponseHead, bytes: Buffer): void {
    this.#bytes = [];
    this.#size = 0;
    const body = bytes.subarray(head.size);
    this.#traffic.head(head.size);
    this.#traffic.content(body.length);
    const answered = this.#answered;
    this.#answered = undefined;
    if (head.length !== undefined) this.#head = undefined;
    answered?.resolve({ head, body });
    if (head.length === undefined && body.length > 0) this.#flow?.(body);
  }

  #joined(): Buffer {
    const [first = NOTHING] = this.#bytes;
    const whole = this.#bytes.length > 1 ? Buffer.concat(this.#bytes) : first;
    this.#bytes = [whole];
    return whole;
  }

  #end(error: Error): void {
    this.#isOver = true;
    this.#answered?.reject(error);
    this.#answered = undefined;
  }
}
