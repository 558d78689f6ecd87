import { createPublicKey, type KeyObject, type webcrypto } from "node:crypto";
import { type Author, checkName } from "@madang/hub";
import {
  createRemoteJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  errors,
  importJWK,
  type JWTPayload,
  type JWTVerifyOptions,
  jwtVerify,
} from "jose";

/** 8 KiB: a token with a few claims has under 1 KiB. */
export const MAX_TOKEN_LENGTH = 8192;
/** 60 s between the host site's clock and ours. */
const SKEW_S = 60;
const SECRET_ALGORITHMS = ["HS256"];
const KEY_ALGORITHMS = ["RS256", "ES256", "EdDSA"];

/** How a host site's tokens are told from others. */
export interface JwtRules {
  /** HS256. */
  readonly secret?: string;
  /** A public key, as PEM or as JWK: RS256, ES256, EdDSA. */
  readonly key?: string;
  /** Where the host site publishes its public keys. */
  readonly jwks?: string;
  readonly audience?: string;
  readonly issuer?: string;
}

/** Somebody the host site vouches for, until `expires` (milliseconds since 1970). */
export interface SignedIn {
  readonly author: Author;
  readonly expires: number | undefined;
}

/** Why a token is not accepted, with what it says of itself but not the token. */
export interface TokenRefusal {
  readonly reason: string;
  readonly claims: Readonly<Record<string, unknown>>;
}

type Verify = (token: string) => Promise<{ readonly payload: JWTPayload }>;

/** Judges tokens of one host site. `of` throws for a key that is no public key. */
export class JwtJudge {
  readonly #verify: Verify;

  private constructor(verify: Verify) {
    this.#verify = verify;
  }

  /** Undefined when no rule says how. */
  static async of(rules: JwtRules): Promise<JwtJudge | undefined> {
    const options: JWTVerifyOptions = {
      clockTolerance: SKEW_S,
      ...(rules.audience === undefined ? {} : { audience: rules.audience }),
      ...(rules.issuer === undefined ? {} : { issuer: rules.issuer }),
    };
    if (rules.secret !== undefined) {
      const secret = new TextEncoder().encode(rules.secret);
      return new JwtJudge((token) => jwtVerify(token, secret, { ...options, algorithms: SECRET_ALGORITHMS }));
    }
    const asymmetric = { ...options, algorithms: KEY_ALGORITHMS };
    if (rules.key !== undefined) {
      const key = await publicKey(rules.key);
      return new JwtJudge((token) => jwtVerify(token, key, asymmetric));
    }
    if (rules.jwks === undefined) return undefined;
    const keys = createRemoteJWKSet(new URL(rules.jwks));
    return new JwtJudge((token) => jwtVerify(token, keys, asymmetric));
  }

  /** `sub` is the id, `name` the name (else the id). Never throws for what a token is. */
  async judge(token: string): Promise<SignedIn | TokenRefusal> {
    if (token.length > MAX_TOKEN_LENGTH)
      return { reason: `the token has ${token.length} characters; ${MAX_TOKEN_LENGTH} are taken`, claims: {} };
    try {
      const { payload } = await this.#verify(token);
      return signedIn(payload, token);
    } catch (error) {
      return { reason: reasonOf(error), claims: claimsOf(token) };
    }
  }
}

function signedIn(payload: JWTPayload, token: string): SignedIn | TokenRefusal {
  const { sub, exp } = payload;
  if (sub === undefined || sub === "" || sub.length > 255) {
    return { reason: "the token has no sub of 1 to 255 characters, so it names nobody", claims: claimsOf(token) };
  }
  const given = payload["name"];
  const checked = checkName(typeof given === "string" && given.trim() !== "" ? given : sub);
  if ("problem" in checked) return { reason: `the token's name: ${checked.problem}`, claims: claimsOf(token) };
  const author: Author = { kind: payload["bot"] === true ? "bot" : "user", name: checked.name, id: sub };
  return { author, expires: exp === undefined ? undefined : exp * 1000 };
}

async function publicKey(text: string): Promise<KeyObject | webcrypto.CryptoKey> {
  if (!text.trimStart().startsWith("{")) return createPublicKey(text);
  const key = await importJWK(JSON.parse(text) as Parameters<typeof importJWK>[0]);
  if (key instanceof Uint8Array) throw new Error("a JWK for --jwt-key is a public key, not a secret");
  return key;
}

function reasonOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) return "the token has expired";
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === "aud") return "the token is for another audience";
    if (error.claim === "iss") return "the token is of another issuer";
    if (error.claim === "nbf") return "the token is not valid yet; compare the clocks";
    return `the token's ${error.claim} is not accepted: ${error.message}`;
  }
  if (error instanceof errors.JWSSignatureVerificationFailed) return "the token's signature is not the host site's";
  if (error instanceof errors.JOSEAlgNotAllowed) return "the token's algorithm is not one that this server accepts";
  if (error instanceof errors.JWKSNoMatchingKey) return "no key of the key set signed this token";
  if (error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid)
    return "this is not a signed token (JWS, RFC 7515)";
  return `the token could not be judged: ${error instanceof Error ? error.message : String(error)}`;
}

/** What the token says of itself, for the operator: nothing that would let anybody use it. */
function claimsOf(token: string): Record<string, unknown> {
  try {
    const { alg, kid } = decodeProtectedHeader(token);
    const { iss, aud, sub, exp, nbf, iat } = decodeJwt(token);
    const named = { alg, kid, iss, aud, sub, exp, nbf, iat };
    return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
  } catch {
    return {};
  }
}
