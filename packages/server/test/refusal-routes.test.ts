import assert from "node:assert/strict";
import { test } from "node:test";
import { SignJWT } from "jose";
import { served } from "./served.ts";

const SECRET = "a secret of the host site, long enough";

test("the operator can ask why a token was refused, and is told without the token; nobody else can", async (t) => {
  const { fetch, api } = await served(t, `--jwt-secret=${SECRET.replaceAll(" ", "-").replaceAll(",", "")}`);
  const token = await new SignJWT({})
    .setProtectedHeader({ alg: "HS256" })
    .setSubject("42")
    .setIssuer("https://host.example")
    .sign(new TextEncoder().encode("another secret that is long enough"));
  const refused = await fetch("/api/rooms", { headers: { authorization: `Bearer ${token}` } });
  assert.equal(refused.status, 401);
  assert.match(await refused.text(), /signature is not the host site's/);
  assert.equal((await fetch("/api/refusals")).status, 401);
  const text = await (await api("GET", "/api/refusals")).text();
  assert.ok(!text.includes(token.split(".")[2] ?? ""), "the signature stays secret");
  const [refusal] = JSON.parse(text) as { reason: string; address: string; claims: object }[];
  assert.match(refusal?.reason ?? "", /signature/);
  assert.deepEqual(refusal?.claims, { alg: "HS256", iss: "https://host.example", sub: "42" });
});
