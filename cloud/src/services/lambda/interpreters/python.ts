import { spawnSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import {
  ASK_LIMIT_MS,
  type AskInterpreter,
  type FamilyFinder,
  type Interpreter,
  type InterpreterChoice,
  type InterpreterPlaces,
  rememberAnswers,
  rememberFound,
  toolEnvironment,
} from "./interpreter.ts";

/** The bootstrap needs 3.8. */
const OLDEST_MINOR = 8;
/** As far as newer versions are looked for. */
const NEWEST_MINOR = 20;

/** `python3.12` → 12, `3.12` → 12; NaN for what is no Python 3. */
export function minorOf(name: string): number {
  return Number(/^(?:python)?3\.(\d+)$/.exec(name)?.[1] ?? Number.NaN);
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-python.html */
export function createPythonFinder(places: InterpreterPlaces): FamilyFinder {
  const ask = rememberAnswers(places.ask ?? ((file) => askProgram(file, places.environment)));
  return rememberFound((runtime) => choose(runtime, places, ask));
}

function choose(runtime: string, places: InterpreterPlaces, ask: AskInterpreter): InterpreterChoice {
  if (places.chosen !== undefined) return chosenFor(runtime, places.chosen, ask);
  const wanted = minorOf(runtime);
  for (let minor = Math.max(wanted, OLDEST_MINOR); minor <= NEWEST_MINOR; minor += 1) {
    for (const file of programsOf(minor, places)) {
      const found = ask(file);
      if (found !== undefined && minorOf(found.version) === minor) return choiceOf(runtime, found);
    }
  }
  return {
    missing: `${runtime} needs Python 3.${wanted} or newer, which is neither on PATH nor in pyenv: install it (pyenv install 3.${wanted}, uv python install 3.${wanted}), or name one with --python <path>`,
  };
}

function chosenFor(runtime: string, chosen: string, ask: AskInterpreter): InterpreterChoice {
  const found = ask(chosen);
  if (found !== undefined && minorOf(found.version) >= OLDEST_MINOR) return choiceOf(runtime, found);
  return { missing: `--python ${chosen} is no Python 3.${OLDEST_MINOR} or newer that runs here` };
}

function choiceOf(runtime: string, interpreter: Interpreter): InterpreterChoice {
  const { version, path } = interpreter;
  const isExact = runtime === `python${version}`;
  const warning = `${runtime} runs on Python ${version} (${path}); install Python ${runtime.slice("python".length)} to have what AWS has`;
  return { interpreter, warning: isExact ? undefined : warning };
}

/** Where a version may be; a version manager's own folders first, as its stubs on PATH start slowly or not at all. */
function programsOf(minor: number, { environment }: InterpreterPlaces): string[] {
  const { HOME, PYENV_ROOT = HOME && join(HOME, ".pyenv") } = environment;
  const managed = [
    ...versionsIn(PYENV_ROOT && join(PYENV_ROOT, "versions"), `3.${minor}.`),
    ...versionsIn(HOME && join(HOME, ".local", "share", "uv", "python"), `cpython-3.${minor}.`),
  ];
  const folders = (environment["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const named = folders.map((folder) => join(folder, `python3.${minor}`));
  const unnamed = folders.map((folder) => join(folder, "python3"));
  return [...managed, ...named, ...unnamed].filter(isFile);
}

/** The newest patch first. */
function versionsIn(folder: string | undefined, prefix: string): string[] {
  if (folder === undefined || folder === "") return [];
  try {
    const names = readdirSync(folder).filter((name) => name.startsWith(prefix));
    const newestFirst = names.sort((a, b) => b.localeCompare(a, "en", { numeric: true }));
    return newestFirst.map((name) => join(folder, name, "bin", "python3"));
  } catch {
    return [];
  }
}

function isFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true;
}

/** An environment made with `venv` is a folder beside the interpreter that it stands for. */
const QUESTION =
  "import sys; print('%d.%d' % sys.version_info[:2]); print(getattr(sys, '_base_executable', None) or sys.executable)";

function askProgram(file: string, environment: InterpreterPlaces["environment"]): Interpreter | undefined {
  const { status, stdout } = spawnSync(file, ["-I", "-S", "-c", QUESTION], {
    encoding: "utf8",
    env: toolEnvironment(environment),
    timeout: ASK_LIMIT_MS,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [version = "", path = ""] = status === 0 ? stdout.split("\n") : [];
  return Number.isNaN(minorOf(version)) || path === "" ? undefined : { path, version };
}

/**
 * Folder of what AWS's Python runtimes carry beside the language (boto3), filled once for each version.
 * @param version e.g. `3.12`
 */
export function pythonPackagesFolder(stateDir: string, version: string): string {
  return join(stateDir, "python", version);
}
