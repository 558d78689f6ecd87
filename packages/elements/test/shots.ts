/** Pictures of the page with the fake client, into e2e/shots: `node test/shots.ts [word …]` takes those whose names hold a word. */
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { castOf } from "./fake/scenes.ts";
import { openStage, type Stage } from "./fake/stage-server.ts";

const FOLDER = path.join(import.meta.dirname, "../../../e2e/shots");
const NOW = Date.parse("2026-11-22T10:12:00+09:00");
const WIDTHS = { 390: 844, 1280: 800, 1920: 1080 } as const;
const SCENES = ["door", "empty", "talking", "long", "failed", "offline"] as const;

interface Shot {
  readonly name: string;
  readonly scene: (typeof SCENES)[number];
  readonly lang: "ko" | "en";
  readonly theme: "light" | "dark";
  readonly width: number;
  readonly height: number;
}

function shots(): readonly Shot[] {
  return Object.entries(WIDTHS).flatMap(([width, height]) =>
    SCENES.flatMap((scene) =>
      (["ko", "en"] as const).flatMap((lang) =>
        (["light", "dark"] as const).map((theme) => {
          const name = `${scene}-${width}-${theme}-${lang}`;
          return { name, scene, lang, theme, width: Number(width), height };
        }),
      ),
    ),
  );
}

async function take(stage: Stage, { name, scene, lang, theme, width, height }: Shot): Promise<void> {
  const context = await stage.browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    locale: lang,
    timezoneId: "Asia/Seoul",
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  await page.clock.setFixedTime(NOW);
  const show = scene === "door" ? "door" : "page";
  await page.goto(`${stage.url}/?scene=${scene}&lang=${lang}&theme=${theme}&show=${show}&now=${NOW}`);
  await page.waitForTimeout(250);
  if (scene === "long") await page.locator(".list").evaluate((list) => list.scrollBy(0, -1500));
  if (scene === "long") await page.getByText(castOf(lang).yesterday[0]?.[1] ?? "").waitFor();
  await page.waitForTimeout(150);
  await page.screenshot({ path: path.join(FOLDER, `${name}.png`) });
  await context.close();
}

const words = process.argv.slice(2);
const wanted = shots().filter(({ name }) => words.every((word) => name.includes(word)));
await mkdir(FOLDER, { recursive: true });
const stage = await openStage();
for (const shot of wanted) await take(stage, shot);
await stage.close();
console.log(`${wanted.length} pictures in ${FOLDER}`);
