import { createHmac } from "node:crypto";

/** What a site with a login of its own does for its chat: says in a signed token (HS256, RFC 7519) who somebody is. */
export function signToken(claims: Readonly<Record<string, unknown>>, secret: string): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part({ alg: "HS256", typ: "JWT" })}.${part(claims)}`;
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
}
