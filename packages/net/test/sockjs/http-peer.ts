import { Peer, requestHead } from "../peer.ts";

export interface Ask {
  readonly method: "GET" | "POST" | "OPTIONS" | "HEAD" | "PUT";
  readonly path: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly version?: "1.0" | "1.1";
}

/** The head of a response, names in lower case. */
export interface Head {
  readonly status: number;
  readonly fields: ReadonlyMap<string, string>;
}

export interface Whole extends Head {
  readonly body: string;
}

/** A client that reads responses chunk by chunk, as the public suite does (sockjs-protocol, utils_03.py). */
export class HttpPeer {
  readonly #peer: Peer;

  private constructor(peer: Peer) {
    this.#peer = peer;
  }

  static async open(port: number): Promise<HttpPeer> {
    return new HttpPeer(await Peer.open(port));
  }

  /** A request on a connection of its own, its whole response, and the connection's end. */
  static async ask(port: number, ask: Ask): Promise<Whole> {
    const peer = await HttpPeer.open(port);
    try {
      return await peer.ask(ask);
    } finally {
      peer.close();
    }
  }

  /** A request whose response goes on, on a connection of its own. */
  static async stream(port: number, ask: Ask): Promise<{ readonly head: Head; readonly peer: HttpPeer }> {
    const peer = await HttpPeer.open(port);
    peer.send(ask);
    return { head: await peer.head(), peer };
  }

  send({ method, path, fields = {}, body = "", version = "1.1" }: Ask): void {
    const length = method === "POST" ? { "Content-Length": `${Buffer.byteLength(body)}` } : {};
    this.#peer.send(requestHead(`${method} ${path} HTTP/${version}`, { ...length, ...fields }) + body);
  }

  async ask(ask: Ask): Promise<Whole> {
    this.send(ask);
    const head = await this.head();
    const length = head.fields.get("content-length");
    const isBodyless = head.status === 204 || head.status === 304 || ask.method === "HEAD";
    if (isBodyless) return { ...head, body: "" };
    if (length === undefined) throw new Error(`no Content-Length in ${JSON.stringify([...head.fields])}`);
    return { ...head, body: await this.read(Number(length)) };
  }

  async head(): Promise<Head> {
    const end = await this.#peer.until("head", () => {
      const at = this.#peer.bytes.indexOf("\r\n\r\n");
      return at < 0 ? undefined : at;
    });
    const [line = "", ...fields] = this.#take(end + 4)
      .trimEnd()
      .split("\r\n");
    const pairs = fields.map((field): [string, string] => {
      const colon = field.indexOf(":");
      return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim()];
    });
    return { status: Number(line.split(" ")[1]), fields: new Map(pairs) };
  }

  async read(length: number): Promise<string> {
    await this.#peer.until(`${length} bytes`, () => this.#peer.bytes.length >= length);
    return this.#take(length);
  }

  /** The next chunk of a chunked response (RFC 9112 section 7.1); empty at its end. */
  async chunk(): Promise<string> {
    const end = await this.#peer.until("chunk", () => {
      const at = this.#peer.bytes.indexOf("\r\n");
      return at < 0 ? undefined : at;
    });
    const size = Number.parseInt(this.#take(end + 2), 16);
    return (await this.read(size + 2)).slice(0, -2);
  }

  /** The server has ended the connection, and nothing came before that. */
  async ended(): Promise<void> {
    await this.#peer.ended();
    if (this.#peer.bytes.length > 0) throw new Error(`there is more: ${this.#peer.bytes.toString()}`);
  }

  close(): void {
    this.#peer.socket.destroy();
  }

  #take(length: number): string {
    const taken = this.#peer.bytes.subarray(0, length).toString();
    this.#peer.bytes = this.#peer.bytes.subarray(length);
    return taken;
  }
}

let sessions = 0;

/** A session URL that nobody has had. */
export function sessionUrl(base = "/echo"): string {
  sessions++;
  return `${base}/000/s${process.pid}-${sessions}`;
}

export const post = (path: string, body = "", fields: Readonly<Record<string, string>> = {}): Ask => ({
  method: "POST",
  path,
  body,
  fields,
});

export const get = (path: string, fields: Readonly<Record<string, string>> = {}): Ask => ({
  method: "GET",
  path,
  fields,
});
