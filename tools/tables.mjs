// The tables of docs/configuration.md, made of the code that they are about. `npm run format` writes them anew; the check
// says when they are not what the code says.
import fs from "node:fs";
import path from "node:path";

const DOCUMENT = "docs/configuration.md";
const BOUND =
  /\/\*\*\s+((?:[^*]|\*(?!\/))+?)\s*\*\/\n(?:export )?const ([A-Z][A-Z0-9_]+)(?:: number)? = ([0-9_ *./()]+);/g;

/** The document with its tables as the code says them. */
export async function withTables(root) {
  const text = fs.readFileSync(path.join(root, DOCUMENT), "utf8");
  const { OPTIONS, flagOf, variableOf } = await import(path.join(root, "packages/server/src/index.ts"));
  const { CLOSE_CODES } = await import(path.join(root, "packages/wire/src/close-codes.ts"));
  const tables = {
    options: table(
      ["flag", "variable", "default", "what it does"],
      Object.values(OPTIONS).map((option) => [
        `\`${flagOf(option)} ${option.value}\``,
        `\`${variableOf(option)}\``,
        option.fallback ? `\`${option.fallback}\`` : "–",
        option.help,
      ]),
    ),
    limits: table(["limit", "value", "why", "where"], bounds(root)),
    "close codes": table(
      ["code", "name", "from", "the client comes back", "meaning"],
      Object.entries(CLOSE_CODES).map(([code, { name, sender, returns, meaning }]) => [
        code,
        name,
        sender,
        returns ? "yes" : "no",
        meaning,
      ]),
    ),
  };
  return Object.entries(tables).reduce(
    (whole, [name, rows]) =>
      whole.replace(
        new RegExp(`(<!-- table: ${name} -->\n)[^]*?(<!-- end -->)`),
        (_all, begin, end) => `${begin}${rows}${end}`,
      ),
    text,
  );
}

/** What is wrong with the tables; empty when nothing is. */
export async function tableFaults(root) {
  const same = fs.readFileSync(path.join(root, DOCUMENT), "utf8") === (await withTables(root));
  return same ? "" : `${DOCUMENT}: its tables are not what the code says; npm run format writes them`;
}

export async function writeTables(root) {
  fs.writeFileSync(path.join(root, DOCUMENT), await withTables(root));
}

/** Every named bound of the server's packages, with the reason that stands above it. */
function bounds(root) {
  const found = [];
  for (const name of ["wire", "hub", "gateways", "net", "store-sqlite", "server"]) {
    const folder = path.join(root, "packages", name, "src");
    for (const file of fs.readdirSync(folder, { recursive: true }).sort()) {
      if (!file.endsWith(".ts")) continue;
      for (const [, reason, bound, value] of fs.readFileSync(path.join(folder, file), "utf8").matchAll(BOUND)) {
        const why = reason.replace(/^\*\s*|\s*\n \*\s*/g, " ").trim();
        found.push([`\`${bound}\``, `${Function(`return ${value}`)()}`, why, `${name}/${file.replace(/\.ts$/, "")}`]);
      }
    }
  }
  return found;
}

function table(head, rows) {
  const line = (cells) => `| ${cells.map((cell) => String(cell).replaceAll("|", "\\|")).join(" | ")} |\n`;
  return `${line(head)}|${head.map(() => "---").join("|")}|\n${rows.map(line).join("")}`;
}
