import { randomInt } from "node:crypto";
import type { Identify, Identity } from "@madang/gateways";
import { type Author, checkName } from "@madang/hub";
import type { Caller, Refusal } from "@madang/wire";
import type { JwtJudge } from "./jwt.ts";
import { favourite } from "./language.ts";
import { sameToken } from "./operator-token.ts";
import type { Refusals } from "./refusals.ts";

const OPERATOR: Author = { kind: "operator", name: "operator" };

/** The names of people who sign in, which no guest may take. */
export interface TakenNames {
  taken(name: string): boolean;
  /** Rejects with `StoreRefusal`. */
  claim(name: string): Promise<void>;
}

/** How callers are known. */
export interface IdentityRules {
  readonly operatorToken: string;
  readonly guests: boolean;
  /** The host site's tokens, when there is a host site. */
  readonly judge: JwtJudge | undefined;
  /** The cookie that may hold one. */
  readonly cookie: string | undefined;
  readonly names: TakenNames;
  readonly refusals: Refusals;
}

/**
 * Says who a caller is. A token wins over a name: that of the protocol's own login, else of the bearer header, else of
 * the cookie; it is the operator's, or the host site's. Without one, the caller is a guest by a name of their own or by
 * one made here.
 */
export function identity(rules: IdentityRules): Identify {
  return (caller, login = {}) => {
    const token = login.token ?? bearerOf(caller) ?? cookieOf(caller, rules.cookie);
    const given = login.name ?? caller.query.get("name") ?? "";
    if (token !== undefined) return byToken(rules, caller, { token, given });
    if (!rules.guests) return unauthorized("guests are not let in here; sign in");
    return guest(rules, caller, given);
  };
}

async function byToken(
  rules: IdentityRules,
  caller: Caller,
  { token, given }: { readonly token: string; readonly given: string },
): Promise<Identity | Refusal> {
  if (sameToken(token, rules.operatorToken)) return given === "" ? { author: OPERATOR } : named("operator", given);
  const { judge, refusals, names } = rules;
  if (judge === undefined)
    return unauthorized("this token is not the operator's, and no host site's tokens are known here");
  const judged = await judge.judge(token);
  if ("reason" in judged) {
    refusals.add({ at: Date.now(), address: caller.address, ...judged });
    return unauthorized(judged.reason);
  }
  const { author, expires } = judged;
  await names.claim(author.name);
  return expires === undefined ? { author } : { author, expires };
}

function guest({ names }: IdentityRules, caller: Caller, given: string): Identity | Refusal {
  if (given === "") return { author: { kind: "guest", name: madeUpName(caller.headers.get("accept-language")) } };
  const identity = named("guest", given);
  if ("status" in identity || !names.taken(identity.author.name)) return identity;
  return {
    status: 409,
    title: "Conflict",
    detail: `the name ${identity.author.name} belongs to somebody who signs in here`,
  };
}

/** The token of `Authorization: Bearer …` (RFC 6750 section 2.1). */
function bearerOf({ headers }: Caller): string | undefined {
  return /^Bearer +(\S+)$/i.exec(headers.get("authorization") ?? "")?.[1];
}

/** The value of a cookie (RFC 6265 section 4.2.1). */
function cookieOf({ headers }: Caller, name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  for (const pair of (headers.get("cookie") ?? "").split(";")) {
    const [key = "", value = ""] = pair.split("=");
    if (key.trim() === name && value.trim() !== "") return value.trim();
  }
  return undefined;
}

function named(kind: "guest" | "operator", given: string): Identity | Refusal {
  const checked = checkName(given);
  if ("name" in checked) return { author: { kind, name: checked.name } };
  return { status: 400, title: "Bad Request", detail: `name: ${checked.problem}` };
}

/** `손님-4821` for who prefers Korean, else `guest-4821`. */
function madeUpName(acceptLanguage = ""): string {
  return `${favourite(acceptLanguage) === "ko" ? "손님" : "guest"}-${randomInt(1000, 10_000)}`;
}

function unauthorized(detail: string): Refusal {
  return { status: 401, title: "Unauthorized", detail };
}
