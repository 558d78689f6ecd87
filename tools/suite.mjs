// One run of node:test over a list of files, with the spec report on the terminal, and its counts.
import path from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";

/** A test that hangs must not hold up the rest for ever; the longest file needs a fraction of this. */
const FILE_TIMEOUT_MS = 10 * 60_000;

/** Runs the files and answers { passed, failed, skipped }. A file without tests counts as failed. */
export async function suite(files, concurrency) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const hollow = [];
  const events = run({ files, concurrency, timeout: FILE_TIMEOUT_MS });
  events.on("test:summary", (summary) => {
    if (summary.file === undefined) add(counts, summary.counts);
  });
  events.on("test:pass", (test) => {
    // node:test reports a file that held no test as one passed test with the file's name.
    if (test.nesting === 0 && path.resolve(test.name) === test.file) hollow.push(test.file);
  });
  for await (const chunk of events.compose(new spec())) process.stdout.write(chunk);
  for (const file of hollow) console.log(`✖ ${path.relative(process.cwd(), file)} holds no test`);
  counts.passed -= hollow.length;
  counts.failed += hollow.length;
  return counts;
}

function add(counts, { passed, failed, cancelled, skipped, todo }) {
  counts.passed += passed;
  counts.failed += failed + cancelled;
  counts.skipped += skipped + todo;
}
