// Every regular expression of the sources, and how long each may take.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { check } from "recheck";
import ts from "typescript";

/** @returns {{ file: string, line: number, source: string, flags: string }[]} literals outside of tests */
export function patternsOf(root, folders) {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.(?:ts|mjs)$/.test(name) && !/\.test\.|(?:^|\/)(?:testing|generated)\//.test(name))
      .flatMap((name) => literalsIn(root, join(folder, name))),
  );
}

function literalsIn(root, file) {
  const text = readFileSync(join(root, file), "utf8");
  if (!text.includes("/")) return [];
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found = [];
  const visit = (node) => {
    if (ts.isRegularExpressionLiteral(node)) found.push(literal(tree, node, file));
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function literal(tree, node, file) {
  const end = node.text.lastIndexOf("/");
  const line = tree.getLineAndCharacterOfPosition(node.getStart()).line + 1;
  return { file, line, source: node.text.slice(1, end), flags: node.text.slice(end + 1) };
}

/** @returns `linear`, `polynomial`, `exponential`, or `unknown` with the reason */
export async function complexityOf(source, flags) {
  const result = await check(source, flags, { timeout: 4000 });
  if (result.status === "safe") return "linear";
  return result.status === "vulnerable" ? result.complexity.type : `unknown: ${result.error.kind}`;
}
