import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { exportJWK, SignJWT, UnsecuredJWT } from "jose";
import { JwtJudge, type JwtRules, MAX_TOKEN_LENGTH } from "../src/jwt.ts";

const SECRET = "a secret of the host site, long enough";
const secret = new TextEncoder().encode(SECRET);
const rules: JwtRules = { secret: SECRET, audience: "madang", issuer: "https://host.example" };

async function judgeOf(given: JwtRules): Promise<JwtJudge> {
  const judge = await JwtJudge.of(given);
  assert.ok(judge);
  return judge;
}

function claims(more: Record<string, unknown> = {}): SignJWT {
  return new SignJWT({ name: "김영희", ...more })
    .setProtectedHeader({ alg: "HS256" })
    .setSubject("42")
    .setAudience("madang")
    .setIssuer("https://host.example")
    .setExpirationTime("1h");
}

test("a token of the host site names a person, and says until when", async () => {
  const judged = await (await judgeOf(rules)).judge(await claims().sign(secret));
  assert.ok("author" in judged);
  assert.deepEqual(judged.author, { kind: "user", name: "김영희", id: "42" });
  assert.ok((judged.expires ?? 0) > Date.now());
});

const refused: [string, () => Promise<string>, RegExp][] = [
  [
    "a forged one",
    () => claims().sign(new TextEncoder().encode("another secret that is long enough!")),
    /signature is not the host site's/,
  ],
  ["an expired one", () => claims().setExpirationTime("-2m").sign(secret), /has expired/],
  ["one for another audience", () => claims().setAudience("shop").sign(secret), /another audience/],
  ["one of another issuer", () => claims().setIssuer("https://evil.example").sign(secret), /another issuer/],
  ["one that is not valid yet", () => claims().setNotBefore("10m").sign(secret), /not valid yet/],
  [
    "one without a signature (alg none)",
    async () => new UnsecuredJWT({}).setSubject("42").setAudience("madang").setIssuer("https://host.example").encode(),
    /algorithm is not one|not a signed token/,
  ],
  [
    "one of 100 kB",
    () => claims({ more: "x".repeat(100_000) }).sign(secret),
    new RegExp(`${MAX_TOKEN_LENGTH} are taken`),
  ],
  ["one that names nobody", () => claims().setSubject("").sign(secret), /names nobody/],
  ["one whose name has a colon", () => claims({ name: "a:b" }).sign(secret), /no colon/],
  ["what is no token at all", async () => "안녕", /not a signed token/],
];

for (const [what, make, reason] of refused) {
  test(`a token is refused with its own reason: ${what}`, async () => {
    const token = await make();
    const judged = await (await judgeOf(rules)).judge(token);
    assert.ok("reason" in judged, "it was accepted");
    assert.match(judged.reason, reason);
    assert.ok(
      !JSON.stringify(judged).includes(token.split(".")[2] || "no signature"),
      "the refusal does not repeat the token",
    );
  });
}

test("a minute of difference between the clocks is forgiven", async () => {
  const judged = await (await judgeOf(rules)).judge(await claims().setExpirationTime("-30s").sign(secret));
  assert.ok("author" in judged);
});

for (const [alg, pair] of [
  ["RS256", generateKeyPairSync("rsa", { modulusLength: 2048 })],
  ["ES256", generateKeyPairSync("ec", { namedCurve: "P-256" })],
  ["EdDSA", generateKeyPairSync("ed25519")],
] as const) {
  test(`${alg}: a public key as PEM, as JWK and as a key set`, async (t) => {
    const token = await new SignJWT({ name: "철수" })
      .setProtectedHeader({ alg, kid: "k1" })
      .setSubject("7")
      .sign(pair.privateKey);
    const pem = pair.publicKey.export({ type: "spki", format: "pem" }).toString();
    const jwk = { ...(await exportJWK(pair.publicKey)), kid: "k1", alg };
    const server = createServer((_request, response) => response.end(JSON.stringify({ keys: [jwk] })));
    t.after(() => server.close());
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const jwks = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    for (const given of [{ key: pem }, { key: JSON.stringify(jwk) }, { jwks }]) {
      const judged = await (await judgeOf(given)).judge(token);
      assert.ok("author" in judged, JSON.stringify(judged));
      assert.equal(judged.author.id, "7");
    }
  });
}

test("a public key is no secret: HS256 signed with it is refused (RFC 8725 section 3.1)", async () => {
  const { publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const pem = publicKey.export({ type: "spki", format: "pem" }).toString();
  const judged = await (await judgeOf({ key: pem })).judge(await claims().sign(new TextEncoder().encode(pem)));
  assert.ok("reason" in judged);
  assert.match(judged.reason, /algorithm/);
});
