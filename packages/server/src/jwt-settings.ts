import { JwtJudge } from "./jwt.ts";
import { OptionError } from "./option.ts";
import type { Settings } from "./settings.ts";

/** The judge of the host site's tokens that the settings describe, if they do. Rejects with `OptionError`. */
export async function judgeOf(settings: Settings): Promise<JwtJudge | undefined> {
  const {
    "jwt-secret": secret,
    "jwt-key": key,
    "jwt-jwks": jwks,
    "jwt-audience": audience,
    "jwt-issuer": issuer,
  } = settings;
  const rules = Object.entries({ secret, key, jwks, audience, issuer }).filter(([, value]) => value !== undefined);
  try {
    return await JwtJudge.of(Object.fromEntries(rules));
  } catch (error) {
    throw new OptionError(
      `--jwt-key: this is no public key: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
