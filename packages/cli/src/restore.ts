import { restore as restoreFolder } from "@madang/server";
import { onFolder } from "./on-folder.ts";

/** `madang restore <folder>`: the data folder becomes what the backup holds. */
export function restore(args: readonly string[]): void {
  onFolder("restore", args, (folder, data) => {
    const replaced = restoreFolder(folder, data);
    const kept = replaced === undefined ? "" : `; what was there is in ${replaced}`;
    return `The data folder ${data} is as it was in ${folder}${kept}. Readers who know of more are told to start over.`;
  });
}
