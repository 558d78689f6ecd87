// Makes a fresh clone ready: a Node that is new enough, and the dependencies. It runs before either is there, so it is
// plain JavaScript for Node 18, without dependencies.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { locked } from "./lock.mjs";

const WANTED = 24;
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const TOOLS = path.join(ROOT, ".tools");
const FETCHED = path.join(TOOLS, `node${WANTED}`);
const MODULES = path.join(ROOT, "node_modules");
const STAMP = path.join(MODULES, ".madang-installed");
const NPM_STAMP = path.join(MODULES, ".package-lock.json");

/**
 * Sets up, and returns on a Node that is new enough. On an older one it does not return: the same command runs again
 * on the fetched Node, as a child in the same process group, and this process ends with its exit code.
 */
export async function ready() {
  try {
    const node = Number.parseInt(process.versions.node, 10) >= WANTED ? process.execPath : await fetchedNode();
    process.env.PATH = `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ""}`;
    if (!isInstalled()) await underLock(install);
    if (node !== process.execPath) {
      const { code } = await run(node, process.argv.slice(1), { stdio: ["inherit", "inherit", "inherit", "ipc"] });
      process.exit(code);
    }
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
  stopWithLauncher();
}

/** Runs a program in our process group, passes our signals on to it, and answers how it ended. */
export function run(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: process.cwd(), stdio: "inherit", ...options });
    const output = [];
    let signalled;
    const forward = (signal) => {
      signalled = signal;
      child.kill(signal);
    };
    for (const signal of SIGNALS) process.on(signal, forward);
    const done = (settle, value) => {
      for (const signal of SIGNALS) process.off(signal, forward);
      settle(value);
    };
    child.stdout?.on("data", (chunk) => output.push(chunk));
    child.stderr?.on("data", (chunk) => output.push(chunk));
    child.on("error", (error) => done(reject, error));
    child.on("close", (code, signal) => {
      done(resolve, { code: code ?? exitCode(signal), signalled, output: Buffer.concat(output).toString() });
    });
  });
}

/** Runs a program as one step of ours: a signal that ends it ends us too, instead of starting the next step. */
export async function step(command, args, options) {
  const ended = await run(command, args, options);
  if (ended.signalled) process.exit(exitCode(ended.signalled));
  return ended;
}

class SetupError extends Error {}

function exitCode(signal) {
  return 128 + (os.constants.signals[signal] ?? 0);
}

// A launcher that is killed outright can pass nothing on; the channel that closes with it can.
function stopWithLauncher() {
  if (!process.connected) return;
  process.once("disconnect", () => process.emit("SIGTERM", "SIGTERM") || process.exit(exitCode("SIGTERM")));
  process.channel.unref();
}

function underLock(work) {
  return locked(path.join(TOOLS, "lock"), work, () => say("Another Madang command is setting up; waiting for it …"));
}

async function fetchedNode() {
  return nodeIn(FETCHED) ?? (await underLock(async () => nodeIn(FETCHED) ?? (await fetchNode())));
}

async function fetchNode() {
  const name = nodePackage();
  say(`Madang needs Node ${WANTED}; this is Node ${process.versions.node}. Fetching it from npm into .tools/ …`);
  // Fetched beside its place and then moved, so that what is in its place is always whole.
  const part = `${FETCHED}.part`;
  fs.rmSync(part, { recursive: true, force: true });
  fs.mkdirSync(part, { recursive: true });
  const args = [
    "install",
    "--prefix",
    path.relative(ROOT, part),
    "--no-save",
    "--no-package-lock",
    `${name}@${WANTED}`,
  ];
  await npm(args, `fetch Node ${WANTED}`);
  const node = nodeIn(part);
  if (!node || spawnSync(node, ["--version"]).status !== 0) {
    throw new SetupError(`Madang needs Node ${WANTED}, and the npm package ${name} does not run here. ${BY_HAND}`);
  }
  fs.rmSync(FETCHED, { recursive: true, force: true });
  fs.renameSync(part, FETCHED);
  return nodeIn(FETCHED);
}

const BY_HAND = `Please install Node ${WANTED} and its npm from https://nodejs.org/ and try again.`;

function nodePackage() {
  return `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
}

function nodeIn(folder) {
  const binary = process.platform === "win32" ? "node.exe" : "node";
  const node = path.join(folder, "node_modules", nodePackage(), "bin", binary);
  return fs.existsSync(node) ? node : undefined;
}

// Both files are written last and removed first: without them an install was interrupted, and its leftovers go.
async function install() {
  if (isInstalled()) return;
  say("Installing the dependencies from npm …");
  fs.rmSync(STAMP, { force: true });
  if (fs.existsSync(NPM_STAMP)) fs.rmSync(NPM_STAMP);
  else fs.rmSync(MODULES, { recursive: true, force: true });
  // Not `npm ci`: it refuses a lock file that lacks other systems' optional packages (npm/cli issue 9846).
  await npm(["install", "--no-save", "--include=dev"], "install the dependencies");
  fs.writeFileSync(STAMP, wantedStamp());
}

function isInstalled() {
  return fs.existsSync(STAMP) && fs.readFileSync(STAMP, "utf8") === wantedStamp();
}

function wantedStamp() {
  const lock = fs.readFileSync(path.join(ROOT, "package-lock.json"));
  return `${createHash("sha256").update(lock).digest("hex")} ${process.platform} ${process.arch}\n`;
}

const QUIETLY = ["--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"];
/** Offline, npm's own waits add up to minutes, as it asks for every optional package in turn. */
const SOON = ["--fetch-retries=1", "--fetch-retry-mintimeout=500", "--fetch-retry-maxtimeout=500"];

async function npm(args, purpose) {
  const options = { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"], shell: process.platform === "win32" };
  const ended = await step("npm", [...args, ...QUIETLY, ...SOON], options).catch((error) => {
    throw new SetupError(`Madang could not ${purpose}: npm does not start (${error.code}). ${BY_HAND}`);
  });
  if (ended.code !== 0) throw new SetupError(`Madang could not ${purpose}: ${npmReason(ended)}`);
}

function npmReason({ code, output }) {
  const lines = output.split("\n").flatMap((line) => line.match(/^npm (?:error|ERR!) (.+)/)?.[1] ?? []);
  const kind = lines.find((line) => line.startsWith("code "))?.slice(5);
  if (/^(ENOTFOUND|EAI_AGAIN|ECONN\w+|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT)$/.test(kind ?? "")) {
    return `the npm registry cannot be reached (${kind}). Is this machine offline?`;
  }
  const reason = lines.find((line) => !/^(code|errno|syscall) /.test(line)) ?? `npm ended with exit code ${code}`;
  return kind && !reason.includes(kind) ? `${reason} (${kind})` : reason;
}

function say(line) {
  console.error(line);
}
