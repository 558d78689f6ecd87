import assert from "node:assert/strict";
import { after } from "node:test";
import { browserTest, Visits } from "../fake/visit.ts";

const visits = new Visits();
after(() => visits.close());
const PHONE = { viewport: { width: 390, height: 844 } };

browserTest("somebody gives a name, comes in, and is remembered", () =>
  visits.in({ query: "show=door" }, async ({ page, act }) => {
    const name = page.getByRole("textbox", { name: "이름" });
    await name.fill("a:b");
    await page.getByRole("button", { name: "들어가기" }).click();
    assert.equal(await page.locator("madang-chat").count(), 0);
    await name.fill(" 민서 ");
    await page.getByRole("button", { name: "들어가기" }).click();
    await page.locator("madang-chat").waitFor();
    assert.equal(await act('return localStorage.getItem("madang.name")'), "민서");
    await page.getByRole("button", { name: "이름 바꾸기" }).click();
    assert.equal(await page.getByRole("textbox", { name: "이름" }).inputValue(), "민서");
    assert.ok(await act("return client.closed"));
    await page.getByRole("button", { name: "들어가기" }).click();
    await page.locator("madang-chat").waitFor();
    await act('client.become({ kind: "closed", code: 4003, why: "taken" })');
    await page.getByRole("alert").filter({ hasText: "(taken)" }).waitFor();
  }),
);

browserTest("the rooms are links with an address each, and show what is new", () =>
  visits.in({ query: "scene=talking" }, async ({ page, act }) => {
    await page.getByRole("link", { name: "동네소식" }).click();
    await page.getByRole("heading", { name: "동네소식" }).waitFor();
    assert.equal(await act("return decodeURIComponent(location.pathname)"), "/chat/동네소식");
    await page.waitForTimeout(800);
    await act('room.say({ kind: "guest", name: "철수" }, "새 글")');
    await page.getByRole("link", { name: "새 메시지 있음" }).waitFor();
    assert.match(await page.title(), /^● 동네소식/);
    await page.goBack();
    await page.getByRole("heading", { name: "chat", exact: true }).waitFor();
    await page.getByText("새 글").waitFor();
  }),
);

browserTest("language and theme are changed at once and remembered", () =>
  visits.in({}, async ({ page, act }) => {
    await page.getByRole("button", { name: "English" }).click();
    await page.getByRole("textbox", { name: "Write a message" }).waitFor();
    assert.equal(await act("return document.documentElement.lang"), "en");
    await page.getByRole("button", { name: "System theme" }).click();
    await page.getByRole("button", { name: "Light theme" }).click();
    assert.equal(await act('return localStorage.getItem("madang.theme")'), "dark");
    assert.equal(await act('return getComputedStyle(document.querySelector("madang-page")).colorScheme'), "dark");
  }),
);

browserTest("an operator makes a room; a refusal is shown", () =>
  // The browser tells its console of every refused request.
  visits.in({ mayErr: /status of 409/ }, async ({ page, act }) => {
    const answers = [
      { status: 409, body: { title: "Conflict", detail: "the room is volatile" } },
      { status: 201, body: {} },
    ];
    await page.route("**/api/rooms/*", async (route) => {
      const { status = 500, body } = answers.shift() ?? {};
      await route.fulfill({ status, contentType: "application/problem+json", body: JSON.stringify(body) });
    });
    await page.getByRole("button", { name: "새 방 만들기" }).click();
    await page.getByLabel("운영자 토큰").fill("secret");
    await page.getByRole("button", { name: "들어가기" }).click();
    await page.getByLabel("방 이름").fill("a b");
    await page.getByRole("button", { name: "만들기", exact: true }).click();
    await page.getByRole("alert").filter({ hasText: "방 이름에는" }).waitFor();
    await page.getByLabel("방 이름").fill("장터");
    await page.getByRole("button", { name: "만들기", exact: true }).click();
    await page.getByRole("alert").filter({ hasText: "the room is volatile" }).waitFor();
    await page.getByRole("button", { name: "만들기", exact: true }).click();
    await page.getByRole("heading", { name: "장터" }).waitFor();
    assert.equal(await act('return sessionStorage.getItem("madang.operator")'), "secret");
  }),
);

browserTest("on a phone the rooms come in over the chat, and Escape closes them", () =>
  visits.in({ ...PHONE, query: "scene=talking" }, async ({ page, faults }) => {
    await page.getByRole("button", { name: "방 목록 열기" }).click();
    await page.getByRole("link", { name: "동네소식" }).waitFor();
    assert.deepEqual(await faults(), []);
    await page.keyboard.press("Escape");
    await page.getByRole("link", { name: "동네소식" }).waitFor({ state: "detached" });
    await page.getByRole("button", { name: /지금 있는 사람/ }).click();
    await page.getByRole("region", { name: "지금 있는 사람" }).waitFor();
    assert.deepEqual(await faults(), []);
  }),
);

for (const colorScheme of ["light", "dark"] as const) {
  for (const query of ["show=door", "scene=empty", "scene=talking", "scene=failed", "scene=offline"]) {
    browserTest(`axe finds nothing: ${query}, ${colorScheme}`, () =>
      visits.in({ query: `${query}&lang=en`, colorScheme }, async ({ page, faults }) => {
        await page.waitForTimeout(150);
        assert.deepEqual(await faults(), []);
      }),
    );
  }
}
