import { copyFileSync, existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { backUpDatabase, restoreDatabase } from "@madang/store-sqlite";
import { TOKEN_FILE } from "./operator-token.ts";

/** Copies a data folder into a new one, as it is at one moment, while a server uses it or not. Throws `StoreOpenError`. */
export function backUp(data: string, to: string): void {
  const [from, target] = [resolve(data), resolve(to)];
  backUpDatabase(from, target);
  copyToken(from, target);
}

/**
 * Puts a copy in the place of what the data folder holds; answers where that has gone, if there was anything. Throws
 * `StoreOpenError`.
 */
export function restore(backup: string, data: string): string | undefined {
  const [from, target] = [resolve(backup), resolve(data)];
  const replaced = restoreDatabase(from, target);
  copyToken(from, target);
  return replaced;
}

/** With its mode: nobody else may read it. */
function copyToken(from: string, to: string): void {
  if (existsSync(join(from, TOKEN_FILE))) copyFileSync(join(from, TOKEN_FILE), join(to, TOKEN_FILE));
}
