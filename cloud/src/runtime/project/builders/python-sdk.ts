import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { familyOf } from "../../../services/lambda/functions/runtime-families.ts";
import { neededInterpreter } from "../../../services/lambda/interpreters/index.ts";
import type { Interpreter } from "../../../services/lambda/interpreters/interpreter.ts";
import type { BuildTools } from "./builder.ts";
import { PipError, pipInstall } from "./run-pip.ts";

/** A function's code: a folder that is ready to run, or the text of a template. */
type PythonCode = { readonly runtime: string } & ({ readonly folder: string } | { readonly source: string });

const SDK = "boto3";
const IMPORT = /^(?:import|from)\s/;
const NAMES_SDK = /\b(?:boto3|botocore)\b/;

/**
 * AWS's Python runtimes carry boto3: where code imports it and does not bring it, it is installed for
 * all functions of that Python version, once. Without it the deployment goes on, with a warning.
 */
export async function bringPythonSdk(code: PythonCode, tools: BuildTools): Promise<void> {
  if (familyOf(code.runtime)?.name !== "python" || !needsSdk(code)) return;
  const found = neededInterpreter(tools.findInterpreter, code.runtime);
  if ("missing" in found) return;
  const folder = tools.pythonPackages(found.interpreter.version);
  if (existsSync(join(folder, SDK))) return;
  tools.onStep(`installing ${SDK} for Python ${found.interpreter.version}, once: AWS's runtimes carry it`);
  try {
    await fill(folder, found.interpreter);
  } catch (error) {
    if (!(error instanceof PipError)) throw error;
    tools.onWarning(`functions that import ${SDK} will fail until it is there: ${error.message}`);
  }
}

function needsSdk(code: PythonCode): boolean {
  if ("source" in code) return importsSdk(code.source);
  if (existsSync(join(code.folder, SDK))) return false;
  return readdirSync(code.folder, { recursive: true, encoding: "utf8" }).some(
    (name) => name.endsWith(".py") && importsSdk(readFileSync(join(code.folder, name), "utf8")),
  );
}

function importsSdk(source: string): boolean {
  return source.split("\n").some((line) => {
    const [statement = ""] = line.trim().split("#");
    return IMPORT.test(statement) && NAMES_SDK.test(statement);
  });
}

async function fill(folder: string, python: Interpreter): Promise<void> {
  const parent = dirname(folder);
  mkdirSync(parent, { recursive: true });
  const made = mkdtempSync(join(parent, ".installing-"));
  try {
    await pipInstall(python, { target: made, what: [SDK], cwd: parent });
    if (movedTo(folder, made)) makeReadOnly(folder);
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

/** False where another cloud that shares the folder was quicker. */
function movedTo(folder: string, made: string): boolean {
  try {
    renameSync(made, folder);
  } catch (error) {
    if (existsSync(join(folder, SDK))) return false;
    if (!existsSync(folder)) throw error;
    rmSync(folder, { recursive: true, force: true });
    renameSync(made, folder);
  }
  return true;
}

/** LAM-15: all functions of a version share it, so none can write into it. */
function makeReadOnly(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    chmodSync(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o555 : 0o444);
  }
  chmodSync(folder, 0o555);
}
