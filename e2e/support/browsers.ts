import { existsSync } from "node:fs";
import path from "node:path";
import { type Browser, chromium, firefox, type LaunchOptions } from "playwright-core";

const CHROMIUM_FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Why the tests in Chromium are skipped, or false when they are not. */
export const withoutChromium: string | false =
  chromiumPath() === undefined && "no Chromium: neither CHROME_PATH nor chromium or google-chrome on the PATH";

/** The same for Firefox. */
export const withoutFirefox: string | false =
  firefoxPath() === undefined && "no Firefox: neither FIREFOX_PATH nor firefox-esr on the PATH";

export function openChromium(): Promise<Browser> {
  return chromium.launch(launchOptions(chromiumPath(), { args: CHROMIUM_FLAGS }));
}

/** Debian's own Firefox, spoken to by WebDriver BiDi; it needs no display when it is headless. */
export function openFirefox(): Promise<Browser> {
  return firefox.launch(launchOptions(firefoxPath(), { channel: "moz-firefox" }));
}

function launchOptions(executablePath: string | undefined, rest: LaunchOptions): LaunchOptions {
  if (executablePath === undefined) throw new Error("there is no such browser here");
  return { executablePath, ...rest };
}

function chromiumPath(): string | undefined {
  return (
    named("CHROME_PATH") ?? onPath(["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"])
  );
}

function firefoxPath(): string | undefined {
  return named("FIREFOX_PATH") ?? onPath(["firefox-esr"]);
}

function named(variable: string): string | undefined {
  const file = process.env[variable];
  return file === undefined || file === "" ? undefined : file;
}

function onPath(names: readonly string[]): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(path.delimiter);
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find((file) => existsSync(file));
}
