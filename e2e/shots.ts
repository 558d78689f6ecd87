/** The pictures of the READMEs, of the real page with the real server: `npm run shots` writes them to docs/images. */
import { mkdir, stat } from "node:fs/promises";
import path from "node:path";
import { ROOT } from "./support/process.ts";
import { Stage } from "./support/stage.ts";
import type { Visitor } from "./support/visitor.ts";
import { Visitors } from "./support/visitors.ts";

const FOLDER = path.join(ROOT, "docs/images");
/** 200 kB each: a README is read on a train, too. */
const MAX_BYTES = 200_000;

type Line = readonly [who: "민서" | "하늘" | "Jo" | "지우", text: string];
const TALK: readonly Line[] = [
  ["하늘", "장독대 옆에 평상 놓았어요. 오늘 저녁에 다들 나오실래요?"],
  ["Jo", "Count me in! I'll bring the lemonade 🍋"],
  ["민서", "저도 갈게요! 여섯 시쯤이면 될까요?"],
  ["민서", "수박은 제가 가져갈게요"],
  ["지우", "그럼 저는 돗자리요 🙌"],
  ["하늘", "좋아요. 자세한 건 https://madang.example/저녁 에 적어 둘게요"],
  ["Jo", "🎉"],
];

const stage = await Stage.open();
await mkdir(FOLDER, { recursive: true });
for (const room of ["장터", "동네소식"]) await stage.makeRoom(room);
const visitors = new Visitors(stage.browser, `${stage.server.url}/chat`);
const look = { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1, reducedMotion: "reduce" } as const;
const minseo = await visitors.enter("김민서", { ...look, colorScheme: "light" });
const guests = {
  하늘: await visitors.enter("하늘"),
  Jo: await visitors.enter("Jo"),
  지우: await visitors.enter("이지우"),
};
const cast: Readonly<Record<Line[0], Visitor>> = { 민서: minseo, ...guests };
for (const [who, text] of TALK) {
  await cast[who].say(text);
  await minseo.sees(text);
}
// A fresh look, after the notices of who came; then somebody begins to write.
await minseo.page.reload();
await minseo.isThere();
await minseo.sees("🎉");
for (const scheme of ["light", "dark"] as const) {
  await minseo.page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
  await guests.하늘.field.pressSequentially("그");
  await minseo.page.locator(".typing", { hasText: "하늘님이" }).waitFor();
  const file = path.join(FOLDER, `page-${scheme}.png`);
  await minseo.page.screenshot({ path: file });
  const { size } = await stat(file);
  console.log(`${file}: ${Math.round(size / 1000)} kB`);
  if (size > MAX_BYTES) process.exitCode = 1;
}
await visitors.leave();
await stage.close();
