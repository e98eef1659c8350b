import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { familyOf } from "../../../services/lambda/functions/runtime-families.ts";
import { carriedFolder, sdkVersionOf } from "../../../services/lambda/interpreters/node.ts";
import type { BuildTools } from "./builder.ts";
import { npmInstall } from "./run-npm.ts";
import { ToolError } from "./run-tool.ts";

/** A function's code: a folder that is ready to run, or the text of a template. */
type NodeCode = { readonly runtime: string } & ({ readonly folder: string } | { readonly source: string });

/**
 * Clients and what belongs to them, as code imports them; nothing deeper in a package. What a bundled SDK says
 * of itself names packages, too: `Symbol.for("@smithy/…")`, `name: "@aws-sdk/…"`.
 */
const SDK_3 =
  /(?:(?<!Symbol\.for)\(|\bfrom|\bimport)\s{0,8}["'`](@(?:aws-sdk|smithy)\/[a-z0-9-]{1,80})(?:\/|["'`])/g;
/** Version 2 is one package, whatever is imported of it. */
const SDK_2 = /(?:\(|\bfrom|\bimport)\s{0,8}["'`](aws-sdk)(?:\/|["'`])/g;
const SOURCE = /\.(?:js|mjs|cjs)$/;
const SDK_2_NAME = "aws-sdk";

/**
 * AWS's Node.js runtimes carry the SDK: the packages of it that code names and does not bring are installed
 * for all functions, once. Without them the deployment goes on, with a warning.
 */
export async function bringNodeSdk(code: NodeCode, tools: BuildTools): Promise<void> {
  if (familyOf(code.runtime)?.name !== "node") return;
  const folder = carriedFolder(tools.nodePackages, code.runtime);
  const known = packagesIn(folder);
  const missing = namesIn(code).filter(
    (name) => !known.includes(name) && !isBrought(code, name) && !isAbove(folder, name),
  );
  if (missing.length === 0) return;
  tools.onStep(`installing ${missing.join(", ")}, once: AWS's runtimes carry it`);
  try {
    await fill(folder, [...known, ...missing]);
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    tools.onWarning(
      `functions that import ${missing.join(", ")} will fail until it is there: npm could not install it.\n${error.message}`,
    );
  }
}

function namesIn(code: NodeCode): string[] {
  const texts = "source" in code ? [code.source] : sourcesIn(code.folder);
  const pattern = sdkVersionOf(code.runtime) === 2 ? SDK_2 : SDK_3;
  const names = texts.flatMap((text) => [...text.matchAll(pattern)].map(([, name = ""]) => name));
  return [...new Set(names)].sort();
}

/** What packages name is theirs to bring. */
function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "node_modules" ? [] : sourcesIn(path);
    return entry.isFile() && SOURCE.test(entry.name) ? [readFileSync(path, "utf8")] : [];
  });
}

function isBrought(code: NodeCode, name: string): boolean {
  return "folder" in code && existsSync(join(code.folder, "node_modules", name));
}

/** Whether the project around the state folder has it: there the runtime finds those of version 3 as well. */
function isAbove(folder: string, name: string): boolean {
  if (name === SDK_2_NAME) return false;
  const parent = dirname(folder);
  if (parent === folder) return false;
  return existsSync(join(parent, "node_modules", name)) || isAbove(parent, name);
}

/** Packages that were asked for, not what they need themselves. */
function packagesIn(folder: string): string[] {
  const manifest = join(folder, "package.json");
  if (!existsSync(manifest)) return [];
  const { dependencies = {} } = JSON.parse(readFileSync(manifest, "utf8")) as {
    readonly dependencies?: Readonly<Record<string, string>>;
  };
  return Object.keys(dependencies);
}

/** Appears complete or not at all. */
async function fill(folder: string, names: readonly string[]): Promise<void> {
  const parent = dirname(folder);
  mkdirSync(parent, { recursive: true });
  const made = mkdtempSync(join(parent, ".installing-"));
  try {
    writeFileSync(join(made, "package.json"), '{ "private": true }\n');
    await npmInstall(
      made,
      names.map((name) => (name === SDK_2_NAME ? `${name}@2` : name)),
    );
    makeWritable(folder);
    rmSync(folder, { recursive: true, force: true });
    renameSync(made, folder);
    makeReadOnly(folder);
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

/** LAM-15: all functions share it, so none can write into it. */
function makeReadOnly(folder: string): void {
  setModes(folder, { folders: 0o555, files: 0o444 });
}

function makeWritable(folder: string): void {
  if (existsSync(folder)) setModes(folder, { folders: 0o755, files: 0o644 });
}

function setModes(folder: string, modes: { readonly folders: number; readonly files: number }): void {
  chmodSync(folder, 0o755);
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const found = lstatSync(path);
    if (found.isDirectory()) setModes(path, modes);
    else if (found.isFile()) chmodSync(path, modes.files);
  }
  chmodSync(folder, modes.folders);
}
