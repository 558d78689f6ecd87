import assert from "node:assert/strict";
import { after } from "node:test";
import { browserTest, type Visit, Visits } from "../fake/visit.ts";

const visits = new Visits();
after(() => visits.close());

const sent = ({ act }: Visit) => act<string[]>("return room.sent.map(({ text }) => text)");
const field = ({ page }: Visit) => page.locator("textarea");
const bubbles = ({ page }: Visit) => page.locator(".bubble");

browserTest("Enter sends what was written, on the right, and empties the field", () =>
  visits.in({ query: "show=chat" }, async (visit) => {
    await field(visit).fill("안녕하세요");
    await field(visit).press("Enter");
    assert.deepEqual(await sent(visit), ["안녕하세요"]);
    assert.equal(await field(visit).inputValue(), "");
    await visit.page.locator(".message.own .bubble", { hasText: "안녕하세요" }).waitFor();
    await visit.act('room.say({ kind: "guest", name: "철수" }, "네")');
    const [own, other] = await Promise.all([
      visit.page.locator(".own .bubble").boundingBox(),
      visit.page.locator(".other .bubble").boundingBox(),
    ]);
    assert.ok(own && other && own.x > other.x);
  }),
);

browserTest("a Korean word that is still being composed is sent whole and once by one Enter", () =>
  visits.in({ query: "show=chat" }, async (visit) => {
    const cdp = await visit.page.context().newCDPSession(visit.page);
    const key = (type: "rawKeyDown" | "keyUp", code: number) =>
      cdp.send("Input.dispatchKeyEvent", { type, key: "Enter", code: "Enter", windowsVirtualKeyCode: code });
    const compose = (text: string) =>
      cdp.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
    await field(visit).focus();
    await cdp.send("Input.insertText", { text: "안녕하세" });
    for (const text of ["ㅇ", "요"]) await compose(text);
    await key("rawKeyDown", 229);
    await cdp.send("Input.insertText", { text: "요" });
    await key("keyUp", 13);
    await visit.page.waitForTimeout(150);
    assert.deepEqual(await sent(visit), ["안녕하세요"]);
    // The order of Chrome on macOS: the clean Enter follows the commit.
    await cdp.send("Input.insertText", { text: "반가워" });
    await compose("요");
    await key("rawKeyDown", 229);
    await cdp.send("Input.insertText", { text: "요" });
    await key("rawKeyDown", 13);
    await key("keyUp", 13);
    await visit.page.waitForTimeout(150);
    assert.deepEqual(await sent(visit), ["안녕하세요", "반가워요"]);
    assert.equal(await field(visit).inputValue(), "");
  }),
);

browserTest("every state of a message is seen, and a failed one is sent again", () =>
  visits.in({ query: "show=chat" }, async (visit) => {
    await visit.act('room.fate = "refused"');
    await field(visit).fill("하나");
    await field(visit).press("Enter");
    await visit.page.getByText("보내지 못함").waitFor();
    await visit.act('room.fate = "sent"');
    await visit.page.getByRole("button", { name: "다시 보내기" }).click();
    await visit.page.locator(".fate").waitFor({ state: "detached" });
    assert.equal(await bubbles(visit).count(), 1);
    for (const [fate, words] of [
      ["held", "보내는 중"],
      ["unconfirmed", "확인되지 않음"],
    ]) {
      await visit.act(`room.fate = ${JSON.stringify(fate)}`);
      await field(visit).fill("둘");
      await field(visit).press("Enter");
      await visit.page.getByText(words ?? "").waitFor({ state: "attached" });
    }
    await visit.act('room.fate = "refused"');
    await field(visit).fill("셋");
    await field(visit).press("Enter");
    await visit.page.getByRole("button", { name: "지우기" }).click();
    assert.equal(await visit.page.getByText("셋").count(), 0);
  }),
);

browserTest("history comes in above without a jump", () =>
  visits.in({ query: "show=chat&scene=long" }, async (visit) => {
    await visit.page.getByText("ㅋㅋㅋ").last().waitFor();
    const list = visit.page.locator(".list");
    const count = await visit.page.locator("article").count();
    await list.hover();
    // A mark on what is first seen, and where it stands before and after a page has come.
    const place = () => visit.act<number>("return Math.round(globalThis.seen.getBoundingClientRect().top)");
    await visit.act(`const list = document.querySelector("madang-chat").shadowRoot.querySelector(".list");
      list.scrollTop = 300;
      const top = list.getBoundingClientRect().top;
      globalThis.seen = [...list.querySelectorAll("article")].find((row) => row.getBoundingClientRect().bottom > top);`);
    const before = await place();
    await visit.page.waitForTimeout(400);
    assert.ok((await visit.page.locator("article").count()) > count);
    assert.ok(Math.abs((await place()) - before) <= 1, `${before} → ${await place()}`);
    await visit.page.waitForTimeout(400);
    await visit.act('room.say({ kind: "guest", name: "철수" }, "아래에서 새 글")');
    await visit.page.getByRole("button", { name: "철수님의 새 메시지" }).waitFor();
    assert.ok(Math.abs((await place()) - before) <= 1, "a new message moves nothing");
    await visit.page.getByRole("button", { name: "철수님의 새 메시지" }).click();
    await visit.page.getByText("아래에서 새 글").first().waitFor();
    const isAtEnd =
      'const l = document.querySelector("madang-chat").shadowRoot.querySelector(".list"); return l.scrollHeight - l.clientHeight - l.scrollTop < 2';
    await visit.page.waitForTimeout(100);
    assert.ok(await visit.act(isAtEnd));
  }),
);

browserTest("who reads the end stays there, whatever comes, and sees at most 300 rows", () =>
  visits.in({ query: "show=chat" }, async (visit) => {
    await visit.act('for (let i = 0; i < 400; i += 1) room.say({ kind: "guest", name: "철수" }, String(i))');
    await visit.page.getByText("399", { exact: true }).waitFor();
    assert.equal(await visit.page.locator("article").count(), 300);
    await visit.act('document.querySelector("madang-chat").style.blockSize = "250px"');
    await visit.page.waitForTimeout(100);
    const gap =
      'const l = document.querySelector("madang-chat").shadowRoot.querySelector(".list"); return l.scrollHeight - l.clientHeight - l.scrollTop';
    assert.ok((await visit.act<number>(gap)) < 2);
  }),
);

browserTest("HTML, control characters and right-to-left marks stay text", () =>
  visits.in({ query: "show=chat" }, async (visit) => {
    const text = '<img src=x onerror="globalThis.broken=1">\u0000\u202e<b>뒤집기</b>\u0007 &amp; javascript:alert(1)';
    const name = '<script>broken</script>\u202e"';
    await visit.act(`const who = { kind: "guest", name: ${JSON.stringify(name)} };
      room.here([who]); room.tell({ kind: "came", person: who }); room.writes([who]); room.say(who, ${JSON.stringify(text)})`);
    const shown = bubbles(visit);
    assert.equal(await shown.textContent(), text);
    assert.equal(await visit.page.locator("img, script:not([src]), b").count(), 0);
    assert.equal(await visit.page.locator(".author bdi").textContent(), name);
    assert.equal(await visit.act("return globalThis.broken"), undefined);
  }),
);

browserTest("a link is a link, and the Korean behind it is not", () =>
  visits.in({ query: "show=chat" }, async (visit) => {
    await visit.act('room.say({ kind: "guest", name: "철수" }, "https://example.com에서 봐요")');
    const link = visit.page.locator(".bubble a");
    assert.equal(await link.textContent(), "https://example.com");
    assert.equal(await link.getAttribute("rel"), "noopener noreferrer nofollow");
  }),
);

browserTest("the connection's state is told, and can be tried at once", () =>
  visits.in({ query: "show=chat" }, async (visit) => {
    await visit.act('client.become({ kind: "waiting", until: Date.now() + 9000, tries: 1, why: "" })');
    await visit.page.locator(".banner", { hasText: "연결이 끊겼습니다" }).waitFor();
    assert.equal(await visit.page.locator(".dot").count(), 0, "nobody knows who is here now");
    await visit.page.getByRole("button", { name: "지금 잇기" }).click();
    assert.equal(await visit.act("return client.retried"), 1);
    await visit.page.getByRole("status").filter({ hasText: "연결이 끊겼습니다" }).waitFor({ state: "attached" });
    await visit.act('client.become({ kind: "open", you, transport: "websocket" })');
    await visit.page.locator(".banner").waitFor({ state: "detached" });
  }),
);

browserTest("what others say is announced once, what one says oneself is not", () =>
  visits.in({ query: "show=chat" }, async (visit) => {
    await visit.page.waitForTimeout(800);
    await visit.act('room.say(you, "내 말"); room.say({ kind: "guest", name: "철수" }, "안녕")');
    const status = visit.page.getByRole("status");
    await status.filter({ hasText: "철수: 안녕" }).waitFor({ state: "attached" });
    assert.equal(await status.textContent(), "철수: 안녕");
  }),
);

browserTest("the arrow keys go through the messages, Escape back to writing", () =>
  visits.in({ query: "show=chat&scene=talking" }, async (visit) => {
    const focused = () =>
      visit.act<string>("return document.activeElement.shadowRoot.activeElement.textContent.trim()");
    await visit.page.locator("article").last().focus();
    assert.match(await focused(), /ㅋㅋㅋ/);
    await visit.page.keyboard.press("ArrowUp");
    assert.match(await focused(), /🎉/);
    await visit.page.keyboard.press("Home");
    assert.match(await focused(), /장독대/);
    assert.equal(await visit.page.locator('article[tabindex="0"]').count(), 1);
    await visit.page.keyboard.press("Escape");
    assert.equal(await visit.act("return document.activeElement.shadowRoot.activeElement.localName"), "textarea");
  }),
);

browserTest("a host's one-letter shortcuts do not see what is typed", () =>
  visits.in({ query: "show=chat" }, async (visit) => {
    await visit.act(
      'globalThis.keys = []; for (const type of ["keydown", "keypress", "keyup"]) addEventListener(type, (e) => keys.push(e.key))',
    );
    await field(visit).pressSequentially("s/");
    assert.deepEqual(await visit.act("return keys"), []);
    assert.equal(await field(visit).inputValue(), "s/");
  }),
);

browserTest("an emoji goes in where the caret is; a draft comes back with its room", () =>
  visits.in({ query: "show=chat" }, async (visit) => {
    await field(visit).fill("축하");
    await visit.page.getByRole("button", { name: "이모지" }).click();
    await visit.page.getByRole("button", { name: "축하" }).click();
    assert.equal(await field(visit).inputValue(), "축하🎉");
    assert.ok((await visit.act<boolean[]>("return room.typed")).includes(true));
    await visit.act('document.querySelector("madang-chat").room = "other"');
    await visit.page.getByRole("heading", { name: "other" }).waitFor();
    assert.equal(await field(visit).inputValue(), "");
    await visit.act('document.querySelector("madang-chat").room = "chat"');
    await visit.page.getByRole("heading", { name: "chat" }).waitFor();
    assert.equal(await field(visit).inputValue(), "축하🎉");
  }),
);

browserTest("without a login and a name, a site's visitor is asked for one", () =>
  visits.in({ query: "show=chat&ask", viewport: { width: 700, height: 600 } }, async (visit) => {
    await visit.page.waitForTimeout(100);
    assert.deepEqual(await visit.faults(), []);
    await visit.page.getByRole("textbox", { name: "이름" }).fill("손님");
    await visit.page.keyboard.press("Enter");
    await field(visit).waitFor();
    await visit.act('client.become({ kind: "closed", code: 4003, why: "taken" })');
    await visit.page.getByRole("alert").filter({ hasText: "(taken)" }).waitFor();
    await visit.page.getByRole("textbox", { name: "이름" }).fill("다른 손님");
    await visit.page.keyboard.press("Enter");
    await field(visit).waitFor();
  }),
);

browserTest("nothing scrolls sideways at 320 pixels, and touch keyboards make lines", () =>
  visits.in(
    { query: "show=chat&scene=failed", viewport: { width: 320, height: 600 }, hasTouch: true, isMobile: true },
    async (visit) => {
      await visit.page.getByText("보내지 못함").waitFor();
      const wide =
        'const l = document.querySelector("madang-chat").shadowRoot.querySelector(".list"); return Math.max(l.scrollWidth - l.clientWidth, document.documentElement.scrollWidth - 320)';
      assert.equal(await visit.act(wide), 0);
      assert.equal(await field(visit).getAttribute("enterkeyhint"), "enter");
    },
  ),
);

for (const scene of ["empty", "talking", "long", "failed", "offline"]) {
  browserTest(`axe finds nothing: ${scene}`, () =>
    visits.in({ query: `show=chat&scene=${scene}` }, async (visit) => {
      await visit.page.waitForTimeout(150);
      assert.deepEqual(await visit.faults(), []);
    }),
  );
}
