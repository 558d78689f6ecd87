// How many bytes a browser loads before it can talk: the page and the embed, by their own build, and the client library.
import path from "node:path";
import { step } from "./runtime.mjs";

/** Bytes, gzipped, of `@madang/client` in a bundle of its own: with its WebSocket, and with all that is loaded when needed. */
const CLIENT_BUDGET = 8000;
const CLIENT_WHOLE_BUDGET = 14_000;

/** All the sizes when one is over its budget; empty when none is. */
export async function sizeFaults(root) {
  const script = path.join(root, "packages/elements/build.ts");
  const elements = await step(process.execPath, [script], { stdio: ["ignore", "pipe", "pipe"] });
  const { sizesOf } = await import(script);
  const { first, all } = await sizesOf(path.join(root, "packages/client/src/index.ts"));
  if (elements.code === 0 && first <= CLIENT_BUDGET && all <= CLIENT_WHOLE_BUDGET) return "";
  const client = `client: gzip ${first} of ${CLIENT_BUDGET} bytes, with all its ways ${all} of ${CLIENT_WHOLE_BUDGET}`;
  return `${elements.output}${client}`;
}
