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

/** The bootstrap needs 3.0. */
const OLDEST = "3.0";

/** `ruby3.3` → `3.3`; empty for what is no Ruby runtime. */
export function rubyVersionOf(runtime: string): string {
  return /^ruby(\d\.\d)$/.exec(runtime)?.[1] ?? "";
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-ruby.html */
export function createRubyFinder(places: InterpreterPlaces): FamilyFinder {
  const ask = rememberAnswers(places.ask ?? ((file) => askProgram(file, places.environment)));
  return rememberFound((runtime) => choose(runtime, places, ask));
}

function choose(runtime: string, places: InterpreterPlaces, ask: AskInterpreter): InterpreterChoice {
  if (places.chosen !== undefined) return chosenFor(runtime, places.chosen, ask);
  const wanted = rubyVersionOf(runtime);
  const oldest = wanted < OLDEST ? OLDEST : wanted;
  // Of one version the first place counts.
  const [nearest] = programsOf(places)
    .flatMap((file) => ask(file) ?? [])
    .filter(({ version }) => version >= oldest)
    .sort((one, other) => one.version.localeCompare(other.version));
  if (nearest !== undefined) return choiceOf(runtime, nearest);
  return {
    missing: `${runtime} needs Ruby ${wanted} or newer, which is neither on PATH nor in rbenv, asdf, mise or RVM: install it (rbenv install ${wanted}, mise use ruby@${wanted}, brew install ruby@${wanted}), or name one with --ruby <path>`,
  };
}

function chosenFor(runtime: string, chosen: string, ask: AskInterpreter): InterpreterChoice {
  const found = ask(chosen);
  if (found !== undefined && found.version >= OLDEST) return choiceOf(runtime, found);
  return { missing: `--ruby ${chosen} is no Ruby ${OLDEST} or newer that runs here` };
}

function choiceOf(runtime: string, interpreter: Interpreter): InterpreterChoice {
  const { version, path } = interpreter;
  const wanted = rubyVersionOf(runtime);
  const warning = `${runtime} runs on Ruby ${version} (${path}); install Ruby ${wanted} to have what AWS has`;
  return { interpreter, warning: version === wanted ? undefined : warning };
}

/** Where interpreters may be; version managers' own folders first, as their stubs on PATH start slowly or not at all. */
function programsOf({ environment }: InterpreterPlaces): string[] {
  const { HOME } = environment;
  const ofUser = (...names: readonly string[]) => (HOME ? join(HOME, ...names) : undefined);
  const {
    RBENV_ROOT = ofUser(".rbenv"),
    ASDF_DATA_DIR = ofUser(".asdf"),
    MISE_DATA_DIR = ofUser(".local", "share", "mise"),
  } = environment;
  const managed = [
    ...versionsIn(RBENV_ROOT && join(RBENV_ROOT, "versions")),
    ...versionsIn(ASDF_DATA_DIR && join(ASDF_DATA_DIR, "installs", "ruby")),
    ...versionsIn(MISE_DATA_DIR && join(MISE_DATA_DIR, "installs", "ruby")),
    ...versionsIn(ofUser(".rvm", "rubies")),
    ...versionsIn(ofUser(".rubies")),
    ...versionsIn("/opt/rubies"),
  ];
  const path = (environment["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  return [...managed, ...path.flatMap(rubiesIn)].filter(isFile);
}

/** Programs in the folders of a version manager, the newest patch first. */
function versionsIn(folder: string | undefined): string[] {
  const names = folder === undefined ? [] : namesIn(folder);
  const newestFirst = names.sort((a, b) => b.localeCompare(a, "en", { numeric: true }));
  return newestFirst.map((name) => join(folder ?? "", name, "bin", "ruby"));
}

/** `ruby`, and what systems call the versions that they have beside it: `ruby3.1`. */
function rubiesIn(folder: string): string[] {
  const names = namesIn(folder).filter((name) => /^ruby\d\.\d$/.test(name));
  return ["ruby", ...names.sort()].map((name) => join(folder, name));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true;
}

const FLAGS = ["--disable=gems", "--disable=rubyopt", "-rrbconfig"] as const;
const QUESTION = "puts RUBY_ENGINE, RUBY_VERSION, RbConfig.ruby";

function askProgram(file: string, environment: InterpreterPlaces["environment"]): Interpreter | undefined {
  const { status, stdout } = spawnSync(file, [...FLAGS, "-e", QUESTION], {
    encoding: "utf8",
    env: toolEnvironment(environment),
    timeout: ASK_LIMIT_MS,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [engine, version = "", path = ""] = status === 0 ? stdout.split("\n") : [];
  const minor = /^\d\.\d/.exec(version)?.[0];
  return engine !== "ruby" || minor === undefined || path === "" ? undefined : { path, version: minor };
}

/** How Ruby names the folder of gems for a version: `3.3` → `3.3.0`. */
export function gemsFolderName(version: string): string {
  return `${version}.0`;
}

/**
 * Folder of the gems that AWS's Ruby runtimes carry beside the language (the SDK), as `GEM_HOME` has them.
 * @param version e.g. `3.3`
 */
export function rubyPackagesFolder(stateDir: string, version: string): string {
  return join(stateDir, "ruby", version);
}
