import { once } from "node:events";
import { type ClientHttp2Session, type ClientHttp2Stream, connect, type OutgoingHttpHeaders } from "node:http2";
import type { Socket } from "node:net";
import type { TestContext } from "node:test";
import type { DeflateAgreement } from "@madang/wire/websocket";
import { Peer } from "./peer.ts";

/** The fields of RFC 8441 section 5.1; those with an undefined value are left out. */
export function connectFields(path = "/ws/chat?name=a", fields: OutgoingHttpHeaders = {}): OutgoingHttpHeaders {
  return {
    ":method": "CONNECT",
    ":protocol": "websocket",
    ":scheme": "http",
    ":path": path,
    ":authority": "localhost",
    "sec-websocket-version": "13",
    ...fields,
  };
}

/** An answer on a stream. */
export interface StreamAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** The other end of one HTTP/2 connection with many streams. */
export class Http2Peer {
  readonly session: ClientHttp2Session;

  constructor(session: ClientHttp2Session) {
    this.session = session;
  }

  /** `origin`: `http://127.0.0.1:80`; destroyed with the test. */
  static async open(t: TestContext, origin: string, socket?: Socket): Promise<Http2Peer> {
    const own = socket === undefined ? {} : { createConnection: () => socket };
    const session = connect(origin, { rejectUnauthorized: false, ...own });
    session.on("error", () => undefined);
    t.after(() => session.destroy());
    await once(session, "remoteSettings");
    return new Http2Peer(session);
  }

  /** A request that is answered with a whole body. */
  async ask(headers: OutgoingHttpHeaders, body?: string): Promise<StreamAnswer> {
    const stream = this.session.request(headers, { endStream: false });
    stream.on("error", () => undefined);
    if (headers[":method"] !== "CONNECT") stream.end(body);
    const [answered] = (await once(stream, "response")) as [StreamAnswer["headers"]];
    let text = "";
    for await (const piece of stream) text += String(piece);
    return { status: Number(answered[":status"]), headers: answered, body: text };
  }

  /** Opens a WebSocket. */
  async join(
    path?: string,
    fields?: OutgoingHttpHeaders,
    deflate?: DeflateAgreement,
  ): Promise<Peer<ClientHttp2Stream>> {
    const stream = this.session.request(connectFields(path, fields), { endStream: false });
    const peer = new Peer(stream);
    const [headers] = (await once(stream, "response")) as [Record<string, string | undefined>];
    if (Number(headers[":status"]) !== 200) throw new Error(`no WebSocket: ${headers[":status"]}`);
    peer.speak(deflate);
    return peer;
  }
}
