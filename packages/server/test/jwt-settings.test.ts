import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { judgeOf } from "../src/jwt-settings.ts";
import { readSettings } from "../src/settings.ts";
import { tempFolder } from "./served.ts";

test("no rule, no judge: tokens of host sites are not known", async () => {
  assert.equal(await judgeOf(readSettings([], {})), undefined);
});

test("a secret, a key file and a key set each make a judge", async (t) => {
  const path = join(await tempFolder(t), "key.pem");
  writeFileSync(path, generateKeyPairSync("ed25519").publicKey.export({ type: "spki", format: "pem" }));
  for (const flag of ["--jwt-secret=0123456789abcdef", `--jwt-key=${path}`, "--jwt-jwks=https://host.example/keys"]) {
    assert.ok(await judgeOf(readSettings([flag, "--jwt-audience=madang"], {})), flag);
  }
});

test("a key file that holds no public key, two rules at once, and an audience without a rule stop the start in one line", async (t) => {
  const path = join(await tempFolder(t), "key.pem");
  writeFileSync(path, "no key");
  await assert.rejects(
    judgeOf(readSettings([`--jwt-key=${path}`], {})),
    /^OptionError: --jwt-key: this is no public key/,
  );
  assert.throws(
    () => readSettings(["--jwt-secret=0123456789abcdef", `--jwt-key=${path}`], {}),
    /one of them is enough/,
  );
  assert.throws(() => readSettings(["--jwt-audience=madang"], {}), /--jwt-audience needs/);
  assert.throws(
    () => readSettings(["--jwt-key=/nowhere/key.pem"], {}),
    /--jwt-key: "\/nowhere\/key.pem" cannot be read/,
  );
  assert.throws(() => readSettings(["--jwt-jwks=keys"], {}), /--jwt-jwks: "keys" is not an address/);
});
