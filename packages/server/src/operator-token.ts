import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { open, readFile, rename } from "node:fs/promises";
import { join } from "node:path";

/** Where a data folder keeps it. */
export const TOKEN_FILE = "operator-token";

/** The operator's token of a data folder. */
export interface OperatorToken {
  readonly token: string;
  /** It is new, and to be shown once, when it has been kept. */
  readonly made: boolean;
  /** Writes a made one to the data folder. */
  keep(): Promise<void>;
}

/** The token that was given, or the one that the data folder keeps, made (192 bits) when there is none. */
export async function operatorToken(given: string | undefined, folder: string): Promise<OperatorToken> {
  const path = join(folder, TOKEN_FILE);
  const known = given ?? (await keptToken(path));
  if (known !== undefined) return { token: known, made: false, keep: async () => undefined };
  const token = randomBytes(24).toString("base64url");
  return { token, made: true, keep: () => keep(path, token) };
}

/** Whether two tokens are the same, in a time that tells nothing of where they differ. */
export function sameToken(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

async function keptToken(path: string): Promise<string | undefined> {
  try {
    const kept = (await readFile(path, "utf8")).trim();
    return kept === "" ? undefined : kept;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** Written beside its place and moved there, so that no crash leaves half a token. */
async function keep(path: string, token: string): Promise<void> {
  const file = await open(`${path}.new`, "w", 0o600);
  try {
    await file.chmod(0o600);
    await file.writeFile(`${token}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
}
