import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { readEchoSettings } from "../src/echo.ts";
import { Madang } from "./process.ts";

test("issue 4, 7: --port, --h2c-port and --host, with = or without; what is none is refused", () => {
  assert.deepEqual(readEchoSettings([]), { host: "127.0.0.1", port: 9001, h2cPort: undefined });
  const both = { host: "::1", port: 1, h2cPort: 2 };
  assert.deepEqual(readEchoSettings(["--port", "1", "--h2c-port=2", "--host", "::1"]), both);
  for (const args of [["--port"], ["--port", "x"], ["--h2c-port", "70000"], ["--what", "1"], ["9001"]]) {
    assert.equal(readEchoSettings(args), undefined, args.join(" "));
  }
});

test("issue 4, 7: it says where it is, and exits with 0 on SIGTERM; a wrong option is 2", async (t) => {
  const host = new Madang(t, ["echo", "--port", "0", "--h2c-port", "0"]);
  const [line] = (await once(host.child.stdout, "data")) as [Buffer];
  assert.match(line.toString(), /^Echo on ws:\/\/127\.0\.0\.1:\d+\/, HTTP\/2 with prior knowledge on port \d+\n$/);
  host.child.kill("SIGTERM");
  assert.deepEqual({ ...(await host.ended), out: "" }, { code: 0, signal: null, out: "", err: "" });
  const wrong = await new Madang(t, ["echo", "--prot", "1"]).ended;
  assert.equal(wrong.code, 2);
  assert.match(wrong.err, /--h2c-port/);
});
