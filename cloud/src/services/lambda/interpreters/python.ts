import { spawnSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";

export interface PythonInterpreter {
  /** Absolute path of the program itself, not of a version manager's stub. */
  readonly path: string;
  /** Major and minor, e.g. `3.12`. */
  readonly version: string;
}

export type PythonChoice =
  | {
      readonly interpreter: PythonInterpreter;
      /** Said where the version is not the runtime's; undefined where it is. */
      readonly warning: string | undefined;
    }
  /** Why there is none, with what helps. */
  | { readonly missing: string };

/** The interpreter for a runtime such as `python3.12`. Looked for once for each runtime. */
export type FindPython = (runtime: string) => PythonChoice;

export interface PythonPlaces {
  /** What `--python` names: a path or a program on PATH. It is used whatever its version is. */
  readonly chosen?: string | undefined;
  /** The environment of the person: PATH, HOME, PYENV_ROOT. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Asks a program what it is; undefined for one that is no Python 3 or does not run. */
  readonly ask?: (file: string) => PythonInterpreter | undefined;
}

/** The bootstrap needs 3.8. */
const OLDEST_MINOR = 8;
/** As far as newer versions are looked for. */
const NEWEST_MINOR = 20;
const ASK_LIMIT_MS = 10_000;

/** `python3.12` → 12, `3.12` → 12; NaN for what is no Python 3. */
export function minorOf(name: string): number {
  return Number(/^(?:python)?3\.(\d+)$/.exec(name)?.[1] ?? Number.NaN);
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-python.html */
export function createPythonFinder(places: PythonPlaces): FindPython {
  const known = new Map<string, PythonChoice>();
  const ask = remembering(places.ask ?? ((file: string) => askProgram(file, places.environment)));
  return (runtime) => {
    const choice = known.get(runtime) ?? choose(runtime, places, ask);
    // What is missing may be installed while the cloud runs.
    if (!("missing" in choice)) known.set(runtime, choice);
    return choice;
  };
}

type Ask = (file: string) => PythonInterpreter | undefined;

function choose(runtime: string, places: PythonPlaces, ask: Ask): PythonChoice {
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

function chosenFor(runtime: string, chosen: string, ask: Ask): PythonChoice {
  const found = ask(chosen);
  if (found !== undefined && minorOf(found.version) >= OLDEST_MINOR) return choiceOf(runtime, found);
  return { missing: `--python ${chosen} is no Python 3.${OLDEST_MINOR} or newer that runs here` };
}

function choiceOf(runtime: string, interpreter: PythonInterpreter): PythonChoice {
  const { version, path } = interpreter;
  const isExact = runtime === `python${version}`;
  const warning = `${runtime} runs on Python ${version} (${path}); install Python ${runtime.slice("python".length)} to have what AWS has`;
  return { interpreter, warning: isExact ? undefined : warning };
}

/** Where a version may be; a version manager's own folders first, as its stubs on PATH start slowly or not at all. */
function programsOf(minor: number, { environment }: PythonPlaces): string[] {
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

function remembering(ask: Ask): Ask {
  const answers = new Map<string, PythonInterpreter | undefined>();
  return (file) => {
    const known = answers.get(file);
    if (known !== undefined) return known;
    const answer = ask(file);
    answers.set(file, answer);
    return answer;
  };
}

/** An environment made with `venv` is a folder beside the interpreter that it stands for. */
const QUESTION =
  "import sys; print('%d.%d' % sys.version_info[:2]); print(getattr(sys, '_base_executable', None) or sys.executable)";

function askProgram(file: string, environment: PythonPlaces["environment"]): PythonInterpreter | undefined {
  const { status, stdout } = spawnSync(file, ["-I", "-S", "-c", QUESTION], {
    encoding: "utf8",
    env: toolEnvironment(environment),
    timeout: ASK_LIMIT_MS,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [version = "", path = ""] = status === 0 ? stdout.split("\n") : [];
  return Number.isNaN(minorOf(version)) || path === "" ? undefined : { path, version };
}

/** Keys and tokens are no tool's business, and functions may read what runs beside them [LAM-16]. */
const WITHHELD = /^(?:AWS|PORTCULLIS|npm)_/;

/** What a tool of the machine gets of the person's environment. */
export function toolEnvironment(environment: PythonPlaces["environment"]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && !WITHHELD.test(entry[0]),
    ),
  );
}

/**
 * Folder of what AWS's Python runtimes carry beside the language (boto3), filled once for each version.
 * @param version e.g. `3.12`
 */
export function pythonPackagesFolder(stateDir: string, version: string): string {
  return join(stateDir, "python", version);
}
