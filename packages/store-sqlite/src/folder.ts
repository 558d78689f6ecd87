import { accessSync, constants, mkdirSync, statSync } from "node:fs";
import { StoreOpenError } from "./store-open-error.ts";

/** For the owner alone: what was said in the rooms is in there. */
const MODE = 0o700;

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EDQUOT: "the disk quota is used up",
  EEXIST: "it is not a folder",
  EIO: "the disk failed",
  ENOENT: "it does not exist and cannot be made there",
  ENOSPC: "the disk is full",
  ENOTDIR: "a part of the path is not a folder",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
};

/** Makes the data folder where there is none. Throws `StoreOpenError` when it cannot be made or written to. */
export function prepareFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: MODE });
    if (!statSync(folder).isDirectory()) throw Object.assign(new Error(), { code: "ENOTDIR" });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new StoreOpenError(`the data folder ${folder} cannot be used: ${REASONS[code] ?? "it failed"} (${code})`, {
      cause: error,
    });
  }
}
