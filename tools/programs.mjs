// The browsers that the tests drive. On Debian as root they are installed; elsewhere the tests use what is there.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { step } from "./runtime.mjs";

/** What the tests look for: its variable, its names on the PATH, and its package on Debian. */
const BROWSERS = [
  { variable: "CHROME_PATH", names: ["chromium", "chromium-browser", "google-chrome"], package: "chromium" },
  { variable: "FIREFOX_PATH", names: ["firefox-esr"], package: "firefox-esr" },
];
/** Without them Hangul and emoji are boxes. */
const FONTS = ["fonts-noto-cjk", "fonts-noto-color-emoji"];

/** Sees to the browsers, and says which tests will be skipped when there is none. */
export async function browser() {
  const missing = BROWSERS.filter(({ variable, names }) => !process.env[variable] && !names.some(isOnPath));
  if (missing.length === 0) return;
  const wanted = missing.map((each) => each.package).join(" and ");
  if (!isDebian() || process.getuid?.() !== 0) {
    console.log(`No ${wanted} on the PATH and no ${missing[0].variable}: tests that need it are skipped.`);
    return;
  }
  console.log(`Installing ${wanted} with apt-get for the browser tests …`);
  if (!(await apt("update"))) return skipped(wanted);
  // One that cannot be had does not keep the other away.
  for (const each of missing) {
    const packages = [each.package, ...FONTS];
    if (!(await apt("install", "-y", "--no-install-recommends", ...packages))) skipped(each.package);
  }
}

function skipped(wanted) {
  console.log(`apt-get failed: tests that need ${wanted} are skipped.`);
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
