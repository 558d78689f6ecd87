// The programs of the system that the tests drive. On Debian as root they are installed; elsewhere the tests use what is
// there.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { step } from "./runtime.mjs";

/** Browsers: their variable, their names on the PATH, and their package on Debian. Without fonts Hangul and emoji are boxes. */
export const BROWSERS = [
  { variable: "CHROME_PATH", names: ["chromium", "chromium-browser", "google-chrome"], package: "chromium" },
  { variable: "FIREFOX_PATH", names: ["firefox-esr"], package: "firefox-esr" },
].map((browser) => ({ ...browser, beside: ["fonts-noto-cjk", "fonts-noto-color-emoji"] }));

/** Servers to stand before ours. Their packages start them, which nobody has asked for. */
export const PROXIES = ["nginx", "haproxy", "caddy"].map((name) => ({ names: [name], package: name, isService: true }));

/** Sees to these programs, and says which tests will be skipped for want of one. */
export async function programs(wanted) {
  const missing = wanted.filter(({ variable, names }) => !process.env[variable] && !names.some(isOnPath));
  if (missing.length === 0) return;
  const mayInstall = isDebian() && process.getuid?.() === 0;
  const toInstall = missing.filter(({ isService }) => mayInstall && (!isService || startsNoServices()));
  skipped(missing.filter((each) => !toInstall.includes(each)));
  if (toInstall.length === 0) return;
  console.log(`Installing ${named(toInstall)} with apt-get for the tests …`);
  if (!(await apt("update"))) {
    skipped(toInstall);
    return;
  }
  // One that cannot be had does not keep the others away.
  for (const each of toInstall) {
    const packages = [each.package, ...(each.beside ?? [])];
    if (!(await apt("install", "-y", "--no-install-recommends", ...packages))) skipped([each]);
  }
}

function skipped(some) {
  if (some.length > 0) console.log(`Without ${named(some)}, the tests that need it are skipped.`);
}

function named(some) {
  return some.map(({ package: name }) => name).join(", ");
}

async function apt(...args) {
  const options = { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
  const { code, output } = await step("apt-get", ["-q", ...args], options).catch((error) => ({
    code: 1,
    output: error.message,
  }));
  if (code !== 0) console.log(output.trimEnd().split("\n").slice(-5).join("\n"));
  return code === 0;
}

function isOnPath(name) {
  return (process.env.PATH ?? "").split(path.delimiter).some((folder) => existsSync(path.join(folder, name)));
}

function isDebian() {
  return existsSync("/etc/os-release") && /^ID=debian$/m.test(readFileSync("/etc/os-release", "utf8"));
}

/** As in containers: what is installed is not started (the policy layer of Debian's invoke-rc.d). */
function startsNoServices() {
  return existsSync("/usr/sbin/policy-rc.d");
}
