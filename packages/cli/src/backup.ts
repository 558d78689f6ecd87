import { backUp } from "@madang/server";
import { onFolder } from "./on-folder.ts";

/** `madang backup <folder>`: a consistent copy of the data folder, while its server runs or not. */
export function backup(args: readonly string[]): void {
  onFolder("backup", args, (folder, data) => {
    backUp(data, folder);
    return `The data folder ${data} is copied to ${folder}`;
  });
}
