import { once } from "node:events";
import { type ClientHttp2Stream, connect as connectHttp2 } from "node:http2";
import { connect, type Socket } from "node:net";
import type { TestContext } from "node:test";

interface Question {
  readonly port: number;
  readonly path: string;
  readonly version: "HTTP/1" | "HTTP/2";
}

/** A client of one answer that reads when it is told to: over HTTP/1 or HTTP/2. */
export class SlowReader {
  readonly #stream: Socket | ClientHttp2Stream;
  isGone = false;

  private constructor(stream: Socket | ClientHttp2Stream) {
    this.#stream = stream;
    stream.on("error", () => undefined);
    stream.on("close", () => {
      this.isGone = true;
    });
  }

  /** Asks, and reads nothing; over HTTP/2, streams have windows of 64 KiB. */
  static async ask(t: TestContext, { port, path, version }: Question): Promise<SlowReader> {
    if (version === "HTTP/1") {
      const socket = connect(port, "127.0.0.1");
      t.after(() => socket.destroy());
      await once(socket, "connect");
      socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
      return new SlowReader(socket);
    }
    const session = connectHttp2(`http://127.0.0.1:${port}`);
    session.on("error", () => undefined);
    t.after(() => session.destroy());
    const stream = session.request({ ":path": path });
    await once(stream, "response");
    return new SlowReader(stream);
  }

  /** Reads so many bytes, or a little more, of those that are there; answers how many. */
  read(bytes: number): number {
    let read = 0;
    for (let piece = this.#take(); piece !== null; piece = this.#take()) {
      read += piece.length;
      if (read >= bytes) break;
    }
    return read;
  }

  #take(): Buffer | null {
    return this.#stream.read() as Buffer | null;
  }
}
