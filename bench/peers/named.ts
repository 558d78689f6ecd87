import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { compileLimit } from "../load/compile.ts";
import { refuse } from "../run/options.ts";
import { type MadangOptions, madang, madangThere } from "./madang.ts";
import { BROADCASTERS, type Peer, serverCommand } from "./peer.ts";
import { textSpeech } from "./speech.ts";

/** A peer, or why it cannot be had here. */
type Had = { readonly peer: Peer } | { readonly missing: string };

/** The peers of these names. One that cannot be had here is left out with a line that says why. */
export function peersNamed(names: readonly string[], options: MadangOptions): Peer[] {
  return names.flatMap((name) => {
    const had = peerNamed(name, options);
    if ("peer" in had) return [had.peer];
    process.stdout.write(`${name} is left out: ${had.missing}.\n`);
    return [];
  });
}

function peerNamed(name: string, options: MadangOptions): Had {
  if (name === "bun") return bun();
  if (name === "limit") return limit();
  if (name === "madang") {
    return madangThere() ? { peer: madang(options) } : { missing: "packages/cli/src/main.ts is not there" };
  }
  return { peer: BROADCASTERS.find((peer) => peer.name === name) ?? refuse(`--rows: there is no ${name}`) };
}

/** npm's `bun` has its program in a package of the system's own; its install script would only copy it. */
function bun(): Had {
  const arch = process.arch === "arm64" ? "aarch64" : process.arch;
  const packages = [`@oven/bun-linux-${arch}`, `@oven/bun-linux-${arch}-musl`];
  const program = packages.map(programIn).find((found) => found !== undefined);
  if (program === undefined)
    return { missing: `npm's ${packages.join(" or ")} is not installed, or does not run here` };
  const command = [program, join(import.meta.dirname, "bun.ts")];
  return { peer: serverCommand("bun", textSpeech("/?name=bench"), { command }) };
}

function programIn(name: string): string | undefined {
  try {
    const manifest = createRequire(import.meta.resolve("bun/package.json")).resolve(`${name}/package.json`);
    const program = join(dirname(manifest), "bin", "bun");
    return spawnSync(program, ["--version"]).status === 0 ? program : undefined;
  } catch {
    return undefined;
  }
}

function limit(): Had {
  const compiled = compileLimit();
  if ("missing" in compiled) return compiled;
  return { peer: serverCommand("limit", textSpeech("/?name=bench"), { command: [compiled.program] }) };
}
