import { createServer } from "node:http";
import { Duplex } from "node:stream";
import { setImmediate as turn } from "node:timers/promises";
import { WebSocketServer } from "ws";

/** A connection without a network: what is written to it is kept. */
class Pipe extends Duplex {
  answer = "";
  override _read(): void {}
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.answer += chunk.toString("latin1");
    done();
  }
}

/** What `node:http` with `ws` answers to a stream of bytes: a status, or undefined when it waits for more. */
export class HttpOracle {
  readonly #server = createServer((_request, response) => response.end());
  readonly #sockets = new WebSocketServer({ noServer: true });

  constructor() {
    this.#server.on("upgrade", (request, socket, head) => {
      this.#sockets.handleUpgrade(request, socket, head, (opened) => opened.on("error", () => undefined));
    });
  }

  async status(stream: Uint8Array): Promise<number | undefined> {
    const pipe = new Pipe();
    pipe.on("error", () => undefined);
    this.#server.emit("connection", pipe);
    pipe.push(Buffer.from(stream));
    for (let turns = 0; pipe.answer === "" && turns < 4; turns++) await turn();
    pipe.destroy();
    const [, status] = /^HTTP\/1\.1 (\d{3})/.exec(pipe.answer) ?? [];
    return status === undefined ? undefined : Number(status);
  }
}
