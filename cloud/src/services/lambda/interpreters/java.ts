import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
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
import { type Host, javaClientProblem } from "./java-client.ts";

/** AWS's client of the Runtime API needs 8. */
const OLDEST = 8;

/** `java17` → 17, `java8.al2` → 8; NaN for what is no Java runtime. */
export function javaVersionOf(runtime: string): number {
  return Number(/^java(\d{1,2})(?:\.al2)?$/.exec(runtime)?.[1] ?? Number.NaN);
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-java.html */
export function createJavaFinder(places: InterpreterPlaces, host: Host = process): FamilyFinder {
  const problem = javaClientProblem(host);
  if (problem !== undefined) return () => ({ missing: problem });
  const ask = rememberAnswers(places.ask ?? ((file) => askProgram(file, places.environment)));
  return rememberFound((runtime) => choose(runtime, places, ask));
}

function choose(runtime: string, places: InterpreterPlaces, ask: AskInterpreter): InterpreterChoice {
  if (places.chosen !== undefined) return chosenFor(runtime, places.chosen, ask);
  const wanted = javaVersionOf(runtime);
  const found = programsOf(places).flatMap((file) => ask(file) ?? []);
  const [nearest] = found
    .filter(({ version }) => Number(version) >= wanted)
    .sort((one, other) => Number(one.version) - Number(other.version));
  if (nearest !== undefined) return choiceOf(runtime, nearest);
  return {
    missing: `${runtime} needs Java ${wanted} or newer, which is neither in JAVA_HOME, on PATH nor in SDKMAN: install a JDK (apt install openjdk-${wanted}-jdk-headless, brew install openjdk@${wanted}, sdk install java ${wanted}-amzn), or name a program with --java <path>`,
  };
}

function chosenFor(runtime: string, chosen: string, ask: AskInterpreter): InterpreterChoice {
  const found = ask(chosen);
  if (found !== undefined && Number(found.version) >= OLDEST) return choiceOf(runtime, found);
  return { missing: `--java ${chosen} is no Java ${OLDEST} or newer that runs here` };
}

function choiceOf(runtime: string, interpreter: Interpreter): InterpreterChoice {
  const { version, path } = interpreter;
  const wanted = javaVersionOf(runtime);
  const warning = `${runtime} runs on Java ${version} (${path}); install Java ${wanted} to have what AWS has`;
  return { interpreter, warning: Number(version) === wanted ? undefined : warning };
}

/** Folders of the systems in which each JDK is a folder. */
const SHARED_FOLDERS = ["/usr/lib/jvm", "/Library/Java/JavaVirtualMachines"] as const;

function programsOf({ environment }: InterpreterPlaces): string[] {
  const { HOME, JAVA_HOME, SDKMAN_DIR = HOME && join(HOME, ".sdkman") } = environment;
  const path = (environment["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const managed = SDKMAN_DIR === undefined ? [] : homesIn(join(SDKMAN_DIR, "candidates", "java"));
  const folders = [...(JAVA_HOME ? [JAVA_HOME] : []), ...managed, ...SHARED_FOLDERS.flatMap(homesIn)];
  const files = [
    ...folders.map((folder) => join(folder, "bin", "java")),
    ...folders.map((folder) => join(folder, "Contents", "Home", "bin", "java")),
    ...path.map((folder) => join(folder, "java")),
  ];
  return [...new Set(files.flatMap(realFile))];
}

function homesIn(folder: string): string[] {
  try {
    return readdirSync(folder).map((name) => join(folder, name));
  } catch {
    return [];
  }
}

/** Names of one program are one program. */
function realFile(file: string): string[] {
  try {
    const real = realpathSync(file);
    return statSync(real).isFile() ? [real] : [];
  } catch {
    return [];
  }
}

/** A JDK says in a file what it is; another one is asked, which takes longer. */
function askProgram(file: string, environment: InterpreterPlaces["environment"]): Interpreter | undefined {
  const [path = file] = realFile(file);
  const version = releaseOf(dirname(dirname(path)));
  return version === undefined ? askRunning(path, environment) : { path, version };
}

function releaseOf(folder: string): string | undefined {
  try {
    return majorOf(/^JAVA_VERSION="([\d.]{1,20})/m.exec(readFileSync(join(folder, "release"), "utf8"))?.[1]);
  } catch {
    return undefined;
  }
}

/** `17.0.15` → `17`, `1.8.0` → `8`. */
function majorOf(version: string | undefined): string | undefined {
  const [first, second] = (version ?? "").split(".");
  return (first === "1" ? second : first) || undefined;
}

function askRunning(file: string, environment: InterpreterPlaces["environment"]): Interpreter | undefined {
  const { status, stderr } = spawnSync(file, ["-XshowSettings:properties", "-version"], {
    encoding: "utf8",
    env: toolEnvironment(environment),
    timeout: ASK_LIMIT_MS,
    stdio: ["ignore", "ignore", "pipe"],
  });
  if (status !== 0) return undefined;
  const property = (name: string) =>
    stderr
      .split("\n")
      .find((line) => line.trim().startsWith(`${name} = `))
      ?.split(" = ")[1]
      ?.trim();
  const version = majorOf(property("java.specification.version"));
  const folder = property("java.home");
  return version === undefined || folder === undefined
    ? undefined
    : { path: join(folder, "bin", "java"), version };
}
