import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { served } from "./served.ts";
import { stockClient } from "./socketio-clients.ts";

const document = readFileSync(new URL("../../../docs/socket-io.md", import.meta.url), "utf8");
const example = /```js example\n(.+?)```/s.exec(document)?.[1] ?? "";

test("docs/socket-io.md: the example runs as it stands, and is in the room with everybody else", async (t) => {
  assert.ok(example.split("\n").filter((line) => line !== "").length <= 20);
  const { port, join } = await served(t);
  const 영희 = await stockClient(t, port, { name: "영희" });
  await 영희.ask("join", "chat");
  const program = example.replace("localhost:8080", `127.0.0.1:${port}`);
  const child = spawn(process.execPath, ["--input-type=module", "--eval", program], {
    cwd: import.meta.dirname,
    stdio: ["ignore", "pipe", "inherit"],
  });
  t.after(() => child.kill());
  const lines: string[] = [];
  const news = new EventTarget();
  createInterface(child.stdout).on("line", (line) => {
    lines.push(line);
    news.dispatchEvent(new Event("news"));
  });
  const heard = async (line: string): Promise<void> => {
    while (!lines.includes(line)) await once(news, "news", { signal: AbortSignal.timeout(10_000) });
  };
  await heard("2 here");
  await heard("chat 철수: 안녕하세요");
  await 영희.until(() => 영희.texts().includes("안녕하세요"));
  await join("민수");
  await heard("민수 came into chat");
  await 영희.ask("cursor", 5, 6);
  await heard("somebody points at 5, 6");
});
