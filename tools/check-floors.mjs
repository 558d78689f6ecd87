// The floors of the house: who may import whom, by manifest and by what the sources really name, types included; what
// the pure packages must not take from their host; how many vendors a package may have.
import path from "node:path";
import { files, packages, parsed, visit } from "./sources.mjs";

const ADAPTER = /^(store|broker)-/;
/** The packages that speak for nobody's runtime: time, chance, hashes and output are given to them. */
const PURE = new Set(["wire", "hub", "gateways"]);
/** Those that also run in a browser; Node's own modules are not there. */
const ANYWHERE = new Set([...PURE, "client", "elements"]);
const WITHOUT_VENDORS = new Set([...PURE, "client"]);
const MAY_IMPORT = {
  wire: [],
  hub: [],
  gateways: ["wire", "hub"],
  net: ["wire"],
  client: ["wire"],
  elements: ["client"],
  cli: ["client", "server"],
  testkit: ["wire", "hub"],
};
const HOST_NAMES = new Set(
  `performance setTimeout setInterval setImmediate clearTimeout clearInterval clearImmediate queueMicrotask
  requestAnimationFrame crypto console process Buffer globalThis`.split(/\s+/),
);
const HOST_MEMBERS = new Set(["Math.random", "Date.now"]);

/** What is against the law in the house at `root`, a line each. */
export function floorFaults(root) {
  const house = packages(root);
  const names = new Set(house.map(({ name }) => name));
  return house.flatMap((each) => [...manifestFaults(each, names), ...sourceFaults(each, names)]);
}

function mayImport(name, other) {
  if (name === "server") return !["client", "elements", "cli", "testkit"].includes(other);
  if (ADAPTER.test(name)) return other === "hub";
  return MAY_IMPORT[name]?.includes(other) ?? false;
}

function manifestFaults({ name, manifest }, names) {
  const where = `packages/${name}/package.json`;
  const known = name === "server" || ADAPTER.test(name) || name in MAY_IMPORT;
  const faults = known ? [] : [`${where}: ${name} has no floor in the table of tools/check-floors.mjs`];
  const wanted = Object.keys({
    ...manifest.dependencies,
    ...manifest.peerDependencies,
    ...manifest.optionalDependencies,
  });
  for (const other of wanted.map(sibling).filter(Boolean)) {
    if (!names.has(other)) faults.push(`${where}: there is no package ${other}`);
    else if (!mayImport(name, other)) faults.push(`${where}: ${name} may not depend on ${other}`);
  }
  const vendors = wanted.filter((dependency) => !sibling(dependency));
  if (WITHOUT_VENDORS.has(name) && vendors.length > 0)
    faults.push(`${where}: ${name} has no runtime dependency, not ${vendors}`);
  if (ADAPTER.test(name) && vendors.length > 1) faults.push(`${where}: one vendor an adapter, not ${vendors}`);
  return faults;
}

function sourceFaults({ name, folder, manifest }, names) {
  return files(folder, "src/**/*.{ts,tsx,mts,js,mjs}").flatMap((file) => {
    const { program, specifiers, lineOf } = parsed(folder, file);
    const faults = specifiers.map((to) => importFault({ name, folder, manifest, names, file, to })).filter(Boolean);
    if (PURE.has(name) && !file.endsWith(".d.ts")) {
      visit(program, (node, parent) => {
        const taken = hostName(node, parent);
        if (taken) faults.push(`line ${lineOf(node)}: ${taken} is taken from the host, not given`);
      });
    }
    return faults.map((fault) => `packages/${name}/${file}: ${fault}`);
  });
}

function importFault({ name, folder, manifest, names, file, to }) {
  if (to.startsWith(".")) {
    const target = path.relative(path.join(folder, "src"), path.join(folder, path.dirname(file), to));
    return target.startsWith("..") ? `"${to}" leaves the src folder of ${name}` : undefined;
  }
  if (to.startsWith("node:")) return ANYWHERE.has(name) ? `${name} runs anywhere, "${to}" is Node's` : undefined;
  const other = sibling(to);
  if (other === name) return `${name} imports itself by name`;
  if (other && !names.has(other)) return `there is no package ${other}`;
  if (other && !mayImport(name, other)) return `${name} may not import ${other} ("${to}")`;
  const dependency = to.split("/", to.startsWith("@") ? 2 : 1).join("/");
  const declared = { ...manifest.dependencies, ...manifest.peerDependencies, ...manifest.optionalDependencies };
  return dependency in declared ? undefined : `"${dependency}" is not among the dependencies of ${name}`;
}

function sibling(specifier) {
  return specifier.match(/^@madang\/([^/]+)/)?.[1];
}

function hostName(node, parent) {
  if (node.type === "NewExpression" && node.callee.name === "Date") return "new Date";
  if (node.type === "CallExpression" && node.callee.name === "Date") return "Date()";
  if (node.type === "MemberExpression") {
    const name = `${node.object.name}.${node.property.name ?? node.property.value}`;
    return HOST_MEMBERS.has(name) ? name : undefined;
  }
  if (node.type !== "Identifier" || !HOST_NAMES.has(node.name)) return undefined;
  const isOnlyAKey = !parent.computed && (parent.property === node || parent.key === node);
  return isOnlyAKey ? undefined : node.name;
}
