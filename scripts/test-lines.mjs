// Test lines per source line, by folder: `node scripts/test-lines.mjs` (docs/guides/testing.md).
// Lines that are blank or only a comment count for neither; what tests alone use (testing/, fixtures/,
// .cases.json) counts as test; generated files and data count for nothing.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT } from "./lib.mjs";

const SOURCES = join(ROOT, "cloud", "src");
const LEFT_OUT = new Set(["node_modules", "generated", "data"]);
const CODE = /\.(?:ts|tsx|mjs|js)$/;

/** "source" or "test" for a path below a checkout, or undefined where it is neither. */
export function kindOf(path) {
  const parts = path.split(/[\\/]/);
  if (parts.some((part) => LEFT_OUT.has(part))) return undefined;
  const isTests = parts.some((part) => part === "testing" || part === "fixtures" || part === "cases");
  if (/\.test\.(?:ts|tsx|mjs)$/.test(path) || (isTests && /\.(?:ts|tsx|mjs|js|json)$/.test(path)))
    return "test";
  return CODE.test(path) ? "source" : undefined;
}

/** Lines that are neither blank nor only a comment. */
export function linesOf(text) {
  const withoutBlocks = text.replace(/^\s*\/\*[\s\S]*?\*\//gm, "");
  return withoutBlocks.split("\n").filter((line) => line.trim() !== "" && !/^\s*\/\//.test(line)).length;
}

/** The service of a path below cloud/src, or its first folder: `services/s3`, `iam`, … */
function roomOf(path) {
  const parts = path.split(sep);
  return parts[0] === "services" ? parts.slice(0, 2).join("/") : (parts[0] ?? "");
}

function* filesBelow(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else yield path;
  }
}

function print() {
  const rooms = new Map();
  for (const path of filesBelow(SOURCES)) {
    const name = relative(SOURCES, path);
    const kind = kindOf(name);
    if (kind === undefined) continue;
    const room = rooms.get(roomOf(name)) ?? { source: 0, test: 0 };
    room[kind] += linesOf(readFileSync(path, "utf8"));
    rooms.set(roomOf(name), room);
  }
  const total = [...rooms.values()].reduce(
    (all, { source, test }) => ({ source: all.source + source, test: all.test + test }),
    { source: 0, test: 0 },
  );
  console.log("| folder of cloud/src | source lines | test lines | test lines per source line |");
  console.log("| --- | ---: | ---: | ---: |");
  for (const [name, room] of [...rooms].sort(([left], [right]) => left.localeCompare(right))) {
    console.log(row(name, room));
  }
  console.log(row("**all**", total));
}

function row(name, { source, test }) {
  const ratio = source === 0 ? "–" : (test / source).toFixed(2);
  return `| ${name} | ${source.toLocaleString("en-US")} | ${test.toLocaleString("en-US")} | ${ratio} |`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) print();
