import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { withoutChromium } from "./support/browsers.ts";
import { SECRET } from "./support/example.ts";
import { ROOT } from "./support/process.ts";
import { Stage } from "./support/stage.ts";
import { Visitor } from "./support/visitor.ts";
import { Visitors } from "./support/visitors.ts";

const DOCUMENT = readFileSync(path.join(ROOT, "docs/embed.md"), "utf8");
const USER = { id: "42", name: "김영희" };

describe("docs/embed.md", { skip: withoutChromium, timeout: 120_000 }, () => {
  let stage: Stage;
  let host: Server;
  let token: string | undefined;
  const origin = (): string => `http://localhost:${(host.address() as AddressInfo).port}`;

  before(async () => {
    host = createServer((request, response) => {
      const { url = "/" } = request;
      const [header = "", value = ""] = example("http policy").trim().split(": ");
      response.setHeader(header, here(value));
      if (url === "/") response.setHeader("content-type", "text/html").end(here(example("html page")));
      else if (url === "/site.css") response.setHeader("content-type", "text/css").end(example("css site.css"));
      else if (url === "/site.js") response.setHeader("content-type", "text/javascript").end(example("js site.js"));
      else if (url === "/chat-token" && token !== undefined) response.end(token);
      else response.writeHead(url === "/chat-token" ? 401 : 404).end();
    });
    await new Promise<void>((listening) => host.listen(0, "127.0.0.1", listening));
    stage = await Stage.open({
      args: ["--origins", origin(), "--jwt-secret", SECRET, "--jwt-audience", "madang"],
    });
  });
  after(async () => {
    await stage?.close();
    host?.close();
  });

  /** Where the document's server is in this test. */
  function here(text: string): string {
    return text
      .replaceAll("https://chat.example", stage.server.url)
      .replaceAll("wss://chat.example", stage.server.webSocketUrl);
  }

  test("its page, style, script and policy together make a chat with the site's login", async () => {
    token = nodeToken();
    const visitors = new Visitors(stage.browser, `${stage.server.url}/chat`);
    const guest = await visitors.enter("손님");
    const signedIn = new Visitor(await visitors.tab(await visitors.window()));
    await signedIn.page.goto(origin());
    await signedIn.isThere();
    await signedIn.say("가게에서 왔어요");
    await guest.sees("가게에서");
    assert.equal(await guest.page.locator(".author").textContent(), USER.name);
    assert.equal((await signedIn.page.locator("madang-chat").boundingBox())?.height, 512, "the page's style sizes it");
    assert.equal(await signedIn.page.getByRole("link", { name: "Chat" }).isVisible(), false);
    await visitors.leave();
  });

  test("without scripts there is a link; without a login there is a guest", async () => {
    token = undefined;
    const visitors = new Visitors(stage.browser, "");
    const silent = await (await visitors.window({ javaScriptEnabled: false })).newPage();
    await silent.goto(origin());
    await silent.getByRole("link", { name: "Chat" }).waitFor();
    const guest = new Visitor(await visitors.tab(await visitors.window()));
    await guest.page.goto(origin());
    await guest.isThere();
    assert.match((await guest.people.allTextContents()).join(), /손님-\d+/);
    visitors.errors.splice(0);
    await visitors.leave();
  });

  for (const [language, make] of [
    ["Node", nodeToken],
    ["Python", pythonToken],
  ] as const) {
    test(`its way of signing in ${language} makes tokens that are taken`, async (t) => {
      const made = make();
      if (made === undefined) return t.skip(`no ${language} here`);
      const response = await fetch(`${stage.server.url}/api/rooms`, { headers: { authorization: `Bearer ${made}` } });
      assert.equal(response.status, 200, await response.text());
      const claims = JSON.parse(Buffer.from(made.split(".")[1] ?? "", "base64url").toString()) as { name: string };
      assert.equal(claims.name, USER.name);
    });
  }
});

/** The code block of the document with these words behind its fence. */
function example(words: string): string {
  const block = new RegExp(`^\`\`\`${words}\n(.*?)^\`\`\``, "ms").exec(DOCUMENT)?.[1];
  assert.ok(block, `docs/embed.md has no block "${words}"`);
  return block;
}

function nodeToken(): string {
  const call = `process.stdout.write(chatToken(${JSON.stringify(USER)}, ${JSON.stringify(SECRET)}))`;
  const args = ["--input-type=module", "--eval", `${example("js node")}\n${call}`];
  return execFileSync(process.execPath, args, { encoding: "utf8" });
}

function pythonToken(): string | undefined {
  const call = `print(chat_token({"id": "${USER.id}", "name": "${USER.name}"}, "${SECRET}"), end="")`;
  try {
    return execFileSync("python3", ["-c", `${example("python python")}\n${call}`], { encoding: "utf8" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
