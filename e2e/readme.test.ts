import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import { ChatServer } from "./support/chat-server.ts";
import { ROOT } from "./support/process.ts";

const READMES = ["README.md", "README.ko.md"] as const;

describe("the READMEs", { timeout: 60_000 }, () => {
  for (const name of READMES) {
    test(`${name}: its client is an echo that stops when it is told to`, async (t) => {
      const server = await ChatServer.start();
      t.after(() => server.close());
      const code = /```ts\n(.*?)```/s.exec(read(name))?.[1] ?? "";
      assert.ok(code.includes("http://localhost:8080"));
      const heard: string[] = [];
      const socket = new WebSocket(`${server.webSocketUrl}/ws/chat?name=${encodeURIComponent("철수")}`);
      const hears = (line: string): Promise<void> =>
        new Promise((resolve) => {
          if (heard.includes(line)) resolve();
          socket.addEventListener("message", ({ data }) => data === line && resolve());
        });
      socket.addEventListener("message", ({ data }) => heard.push(String(data)));
      await once(socket, "open");
      const args = ["--input-type=module-typescript", "--eval", code.replace("http://localhost:8080", server.url)];
      const echo = spawn(process.execPath, args, { cwd: ROOT, stdio: ["ignore", "inherit", "inherit"] });
      const ended = once(echo, "exit");
      await hears(":메아리님이 입장하셨습니다.");
      socket.send("야호");
      await hears("메아리:야호!");
      socket.send("그만");
      assert.deepEqual(await ended, [0, null]);
      socket.close();
      await once(socket, "close");
    });
  }

  test("both have the same doors, the same picture and the same commands", () => {
    const [english, korean] = READMES.map((name) => {
      const text = read(name);
      const doors = [...text.matchAll(/^\| `([^`{]+)/gm)].map(([, door]) => door);
      return { doors, links: [...text.matchAll(/(?:src|srcset)="([^"]+)"/g)].map(([, link]) => link) };
    });
    // The map of the packages stands in the English one only.
    assert.deepEqual(english, korean);
    assert.ok((english?.doors.length ?? 0) >= 6);
  });

  test("every file that the READMEs and docs/embed.md point to is there", () => {
    for (const name of [...READMES, "docs/embed.md"]) {
      for (const [, link = ""] of read(name).matchAll(/\]\(([^)#]+)|(?:src|srcset)="(docs[^"]+)"/g)) {
        if (link === "" || /^https?:/.test(link)) continue;
        // Measured by a bench of its own (docs/performance.md), which may not have run yet.
        if (link === "docs/performance.md") continue;
        assert.ok(existsSync(path.join(ROOT, path.dirname(name), link)), `${name}: ${link}`);
      }
    }
  });
});

function read(name: string): string {
  return readFileSync(path.join(ROOT, name), "utf8");
}
