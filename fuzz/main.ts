import { parseArgs } from "node:util";
import { Fuzzer, type Report } from "./fuzzer.ts";
import { TARGETS } from "./targets.ts";
import { Watchdog } from "./watchdog.ts";

/** `npm run fuzz -- --seconds 60 --seed 1 --target frames`: hostile input, seeded and for so long, against everything that reads. */
const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "60" },
    seed: { type: "string", default: String(Math.floor(Math.random() * 2 ** 31)) },
    target: { type: "string" },
  },
});
const targets = TARGETS.map((make) => make()).filter(
  ({ name }) => values.target === undefined || name === values.target,
);
const [seed, seconds] = [Number(values.seed), Number(values.seconds)];

if (targets.length === 0 || !Number.isSafeInteger(seed) || !(seconds > 0)) {
  const names = TARGETS.map((make) => make().name).join("|");
  console.error(`usage: npm run fuzz -- [--seconds 60] [--seed 1] [--target ${names}]`);
  process.exitCode = 2;
} else {
  console.log(`seed ${seed}, ${seconds} s over ${targets.length} targets`);
  const watchdog = new Watchdog();
  for (const target of targets) {
    show(await new Fuzzer(target, { seed, milliseconds: (seconds * 1000) / targets.length, watchdog }).run());
  }
  await watchdog.close();
}

function show({ target, inputs, seconds: took, slowestMs, grownBytes, findings, notes }: Report): void {
  const rate = Math.round(inputs / took);
  const grown = `${grownBytes < 0 ? "" : "+"}${(grownBytes / 1024).toFixed(0)} KiB`;
  const mark = findings.length > 0 ? "✖" : "✔";
  console.log(
    `${mark} ${target.padEnd(10)} ${String(inputs).padStart(9)} inputs, ${rate} a second, slowest ${slowestMs.toFixed(1)} ms, held ${grown}`,
  );
  for (const note of notes) console.log(`    ${note}`);
  for (const finding of findings) console.log(`  ✖ ${finding.replaceAll("\n", "\n    ")}`);
  if (findings.length > 0) process.exitCode = 1;
}
