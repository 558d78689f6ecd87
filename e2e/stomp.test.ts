import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { withoutChromium } from "./support/browsers.ts";
import { SOCKJS_WAYS, SockjsStage } from "./support/sockjs-stage.ts";

/** A package says nothing of its bundles; they stand beside its modules. */
const STOMPJS_FOLDER = new URL("../", import.meta.resolve("@stomp/stompjs"));
const STOMPJS = readFileSync(fileURLToPath(new URL("bundles/stomp.umd.js", STOMPJS_FOLDER)), "utf8");

interface Got {
  readonly body: string;
  readonly offset: number;
}

/** What a page says of itself when it is done. */
interface Outcome {
  readonly transport: string;
  readonly got: readonly Got[];
  readonly error: string | undefined;
}

describe("@stomp/stompjs over sockjs-client in Chromium, every transport forced", {
  skip: withoutChromium,
  timeout: 180_000,
}, () => {
  let stage: SockjsStage;
  before(async () => {
    stage = await SockjsStage.open();
  });
  after(() => stage?.close());

  for (const { transport, site } of SOCKJS_WAYS) {
    test(`issue 6: ${transport} from ${site}: SENDs are confirmed, and are MESSAGEs with the log's offsets`, async () => {
      const body = `${transport} from ${site}: 한글 👩‍🚀 50 % "</script>"\n\\n`;
      const { url } = stage.server;
      const look = async (page: Page): Promise<void> => {
        const { got, ...outcome } = await page.evaluate(talk, { base: `${url}/stomp`, transport, body });
        assert.deepEqual(outcome, { transport, error: undefined });
        const log = (await (await fetch(`${url}/rooms/chat/log?offset=-1`)).json()) as {
          text: string;
          offset: number;
        }[];
        assert.deepEqual(
          got,
          log.slice(-2).map(({ text, offset }) => ({ body: text, offset })),
        );
        assert.deepEqual(
          got.map((each) => each.body),
          [body, `${body} 2`],
        );
      };
      await stage.visit(site, look, STOMPJS);
    });
  }
});

/** In the page: comes in by one transport, says two things, waits for both and for their receipts. */
function talk(given: { base: string; transport: string; body: string }): Promise<Outcome> {
  interface Message {
    readonly body: string;
    readonly headers: Readonly<Record<string, string>>;
  }
  interface Stomp {
    onConnect: () => void;
    onStompError: (frame: Message) => void;
    onWebSocketClose: (event: { readonly code: number }) => void;
    activate(): void;
    deactivate(): Promise<void>;
    watchForReceipt(id: string, call: () => void): void;
    subscribe(destination: string, call: (message: Message) => void, headers: object): void;
    publish(frame: { destination: string; body: string; headers: object }): void;
  }
  const { SockJS, StompJs } = globalThis as unknown as {
    readonly SockJS: new (url: string, protocols: null, options: object) => { readonly transport: string };
    readonly StompJs: { readonly Client: new (config: object) => Stomp };
  };
  return new Promise((resolve) => {
    const got: Got[] = [];
    let socket: { readonly transport: string } | undefined;
    let confirmed = 0;
    const client = new StompJs.Client({
      // The client waits for a transport as long as the first answer took, and this machine is busy.
      webSocketFactory: () => {
        socket = new SockJS(given.base, null, { transports: [given.transport], timeout: 5000 });
        return socket;
      },
      connectHeaders: { login: `${given.transport}-${Math.random().toString(36).slice(2)}` },
      reconnectDelay: 0,
    });
    const done = (error: string | undefined): void => {
      resolve({ transport: socket?.transport ?? "", got, error });
      void client.deactivate();
    };
    const look = (): void => {
      if (got.length === 2 && confirmed === 2) done(undefined);
    };
    const publish = (body: string, receipt: string): void => {
      client.watchForReceipt(receipt, () => {
        confirmed += 1;
        look();
      });
      client.publish({ destination: "/rooms/chat", body, headers: { receipt } });
    };
    client.onConnect = () => {
      client.watchForReceipt("subscribed", () => {
        publish(given.body, "first");
        publish(`${given.body} 2`, "second");
      });
      const take = ({ body, headers }: Message): void => {
        got.push({ body, offset: Number(headers["x-stream-offset"]) });
        look();
      };
      client.subscribe("/rooms/chat", take, { receipt: "subscribed" });
    };
    client.onStompError = ({ headers }) => done(headers["message"]);
    client.onWebSocketClose = ({ code }) => done(`closed with ${code}`);
    client.activate();
    setTimeout(() => done("nothing within 15 s"), 15_000);
  });
}
