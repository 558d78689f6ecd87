import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { withoutChromium } from "./support/browsers.ts";
import { SOCKJS_WAYS, SockjsStage } from "./support/sockjs-stage.ts";

/** What a page says of itself when it is done. */
interface Outcome {
  readonly transport: string;
  readonly texts: readonly string[];
  readonly code: number | undefined;
}

describe("sockjs-client in Chromium, every transport forced", { skip: withoutChromium, timeout: 180_000 }, () => {
  let stage: SockjsStage;
  before(async () => {
    stage = await SockjsStage.open();
  });
  after(() => stage?.close());

  for (const { transport, site } of SOCKJS_WAYS) {
    test(`issue 6: ${transport} from ${site}: what is sent comes back to its sender, and into the room`, async () => {
      const text = `${transport} from ${site}: 한글 👩‍🚀 50 % "</script>"`;
      await stage.visit(site, async (page) => {
        const outcome = await page.evaluate(talk, { base: `${stage.server.url}/sockjs`, transport, text });
        assert.deepEqual(outcome, { transport, texts: [text, `${text} 2`], code: undefined });
      });
    });
  }

  for (const transport of ["websocket", "xhr-polling", "iframe-xhr-polling"]) {
    test(`design, origins: a site that is not on the list gets nowhere by ${transport}`, async () => {
      await stage.visit("a foreign site", async (page) => {
        const outcome = await page.evaluate(talk, { base: `${stage.server.url}/sockjs`, transport, text: "never" });
        assert.deepEqual(outcome.texts, []);
        assert.notEqual(outcome.code, undefined);
      });
    });
  }
});

/** In the page: comes in by one transport, says two things, waits for both. */
function talk(given: { base: string; transport: string; text: string }): Promise<Outcome> {
  interface Socket extends WebSocket {
    readonly transport: string;
  }
  const { SockJS } = globalThis as unknown as {
    readonly SockJS: new (
      url: string,
      protocols: null,
      options: { readonly transports: string[]; readonly timeout: number },
    ) => Socket;
  };
  // The client waits for a transport as long as the first answer took, and this machine is busy.
  return new Promise((resolve) => {
    const texts: string[] = [];
    const socket = new SockJS(given.base, null, { transports: [given.transport], timeout: 5000 });
    const done = (code: number | undefined): void => resolve({ transport: socket.transport, texts, code });
    const say = (message: object): void => socket.send(JSON.stringify(message));
    socket.onopen = () => {
      say({ type: "hello", name: `${given.transport}-${Math.random().toString(36).slice(2)}` });
      say({ type: "join", room: "chat" });
    };
    socket.onmessage = ({ data }) => {
      const { type, text } = JSON.parse(String(data)) as { type: string; text: string };
      if (type === "joined") {
        const id = Math.random().toString(36).slice(2);
        say({ type: "send", room: "chat", id: `${id}-1`, text: given.text });
        say({ type: "send", room: "chat", id: `${id}-2`, text: `${given.text} 2` });
      } else if (type === "entry") {
        texts.push(text);
        if (texts.length === 2) done(undefined);
      }
    };
    socket.onclose = ({ code }) => done(code);
    setTimeout(() => done(-1), 15_000);
  });
}
