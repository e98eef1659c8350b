// Type declarations of the library: those of its entries and of the sources that their types name.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import ts from "typescript";
import { ROOT, readIfThere } from "./lib.mjs";

const SOURCES = join(ROOT, "cloud", "src");
/** `AsyncDisposable` is in no library that a consumer can be expected to have switched on. */
const HEAD = '/// <reference lib="esnext.disposable" />\n';
const IMPORTS = /(from\s+|import\()"(\.[^"]+)\.ts"/g;

/** @param entries paths from the root; each becomes `<folder>/<path below cloud/src>.d.ts` */
export function writeDeclarations(entries, folder) {
  rmSync(folder, { recursive: true, force: true });
  const waiting = entries.map((path) => join(ROOT, path));
  const done = new Set();
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (done.has(path)) continue;
    done.add(path);
    const text = declarationsOf(path);
    for (const [, , target] of text.matchAll(IMPORTS)) waiting.push(`${resolve(dirname(path), target)}.ts`);
    const file = join(folder, relative(SOURCES, path).replace(/\.ts$/, ".d.ts"));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, HEAD + text.replace(IMPORTS, '$1"$2.js"'));
  }
}

/** @throws Error where the types of an export cannot be read from its file alone */
function declarationsOf(path) {
  const source = readIfThere(path);
  if (source === undefined) throw new Error(`${path} is not there.`);
  const { outputText, diagnostics } = ts.transpileDeclaration(source, {
    fileName: path,
    reportDiagnostics: true,
    compilerOptions: {
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.NodeNext,
      isolatedDeclarations: true,
      stripInternal: true,
      verbatimModuleSyntax: true,
    },
  });
  const [first] = diagnostics ?? [];
  if (first !== undefined) {
    throw new Error(`${path}: ${ts.flattenDiagnosticMessageText(first.messageText, " ")}`);
  }
  return outputText;
}
