import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../../core/errors.ts";
import type { ProjectApp } from "../../project/project-app.ts";
import { type BuildLock, takeBuildLock } from "./build-lock.ts";
import { createLogTail, type LogTail } from "./log-tail.ts";
import { type NpmRun, runNpm } from "./run-npm.ts";
import { fingerprintOfApp } from "./sources.ts";
import { type BuiltStamp, isFresh, pageHash, stampFile, writeStamp } from "./stamp.ts";

export type BuildStep = "waiting" | "installing" | "building";

export type BuildState =
  /** Nobody looked yet. */
  | { readonly kind: "unchecked" }
  | { readonly kind: "fresh" }
  | { readonly kind: "working"; readonly step: BuildStep; readonly log: readonly string[] }
  | {
      readonly kind: "failed";
      readonly message: string;
      readonly nextCommand: string | undefined;
      readonly log: readonly string[];
    };

export type BuildEvent =
  | { readonly kind: BuildStep }
  /** What is there is the build of these sources, made earlier or by another process. */
  | { readonly kind: "fresh" }
  | { readonly kind: "built"; readonly milliseconds: number }
  | { readonly kind: "failed"; readonly error: unknown; readonly log: readonly string[] };

export interface AppBuildOptions {
  readonly app: ProjectApp;
  readonly environment: NodeJS.ProcessEnv;
  /** Called before the output is touched, and awaited. */
  readonly beforeBuild: () => Promise<void>;
  readonly onEvent: (event: BuildEvent) => void;
}

export interface AppBuild {
  state(): BuildState;
  /** Builds when the sources are not those of the last build. Never throws: a failure is a state. */
  run(): Promise<void>;
  /** Ends a running build. */
  stop(): Promise<void>;
}

const LOCK_CHECK_MS = 500;

class Stopped extends Error {}

export function createAppBuild(options: AppBuildOptions): AppBuild {
  const { app, onEvent } = options;
  const tail = createLogTail();
  const stopping = new AbortController();
  let now: BuildState = { kind: "unchecked" };
  let npm: NpmRun | undefined;

  const step = (name: BuildStep): void => {
    now = { kind: "working", step: name, log: [] };
    onEvent({ kind: name });
  };
  const runStep = async (name: BuildStep, args: readonly string[], lock: BuildLock): Promise<void> => {
    if (stopping.signal.aborted) throw new Stopped();
    step(name);
    assertIsPackage(app.folder);
    npm = runNpm({ args, folder: app.folder, environment: options.environment, onOutput: tail.add });
    if (npm.pid !== undefined) lock.passTo(npm.pid);
    const code = await npm.ended;
    if (stopping.signal.aborted) throw new Stopped();
    if (code !== 0) throw new UserError(failureText(app, name, code), commandOf(app, name));
  };
  const build = async (): Promise<void> => {
    if (isFresh(app, fingerprintOfApp(app))) return onEvent({ kind: "fresh" });
    const lock = await lockOf(app, () => step("waiting"), stopping.signal);
    try {
      const sources = fingerprintOfApp(app);
      if (isFresh(app, sources)) return onEvent({ kind: "fresh" }); // Another process built it meanwhile.
      const started = performance.now();
      // Before the build: what is edited meanwhile may be in it or not, and is built again.
      const built = { quick: sources.quick, contents: sources.contents() };
      await options.beforeBuild();
      if (isInstallStale(app)) await runStep("installing", ["ci", "--no-audit", "--no-fund"], lock);
      writeStamp(app, { status: "unfinished" });
      await runStep("building", ["run", app.build], lock);
      finish(app, built);
      onEvent({ kind: "built", milliseconds: performance.now() - started });
    } finally {
      lock.release();
    }
  };
  return {
    state: () => (now.kind === "working" ? { ...now, log: tail.lines() } : now),
    run: async () => {
      try {
        await build();
        now = { kind: "fresh" };
      } catch (error) {
        if (error instanceof Stopped) return;
        now = failed(error, tail);
        onEvent({ kind: "failed", error, log: tail.lines() });
      }
    },
    stop: async () => {
      stopping.abort();
      await npm?.stop();
    },
  };
}

/** npm looks for a package.json in the folders above, and would install what belongs to another project. */
function assertIsPackage(folder: string): void {
  if (existsSync(join(folder, "package.json"))) return;
  throw new UserError(`The app's folder ${folder} has no package.json.`);
}

async function lockOf(app: ProjectApp, waiting: () => void, signal: AbortSignal): Promise<BuildLock> {
  const file = stampFile(app).replace(/json$/, "lock");
  for (let attempt = 0; !signal.aborted; attempt += 1) {
    const lock = takeBuildLock(file);
    if (lock !== undefined) return lock;
    if (attempt === 0) waiting();
    await pause(LOCK_CHECK_MS, signal);
  }
  throw new Stopped();
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener("abort", end, { once: true });
  });
}

/** npm writes its marker after everything is in place. */
function isInstallStale({ name, folder }: ProjectApp): boolean {
  const lockfile = join(folder, "package-lock.json");
  if (!existsSync(lockfile)) {
    throw new UserError(`${name} has no package-lock.json.`, `npm --prefix ${name} install`);
  }
  const marker = statSync(join(folder, "node_modules", ".package-lock.json"), { throwIfNoEntry: false });
  return marker === undefined || marker.mtimeMs < statSync(lockfile).mtimeMs;
}

function finish(app: ProjectApp, sources: Pick<BuiltStamp, "quick" | "contents">): void {
  const page = pageHash(app);
  if (page === undefined) {
    throw new UserError(
      `The build of ${app.name} left no index.html in ${app.output}.`,
      commandOf(app, "building"),
    );
  }
  writeStamp(app, { status: "built", ...sources, page });
}

function failureText(app: ProjectApp, step: BuildStep, code: number | null): string {
  const what =
    step === "installing"
      ? `The dependencies of ${app.name} could not be installed`
      : `${app.name} could not be built`;
  return `${what}${code === null ? "" : ` (exit code ${code})`}.`;
}

function commandOf(app: ProjectApp, step: BuildStep): string {
  return `npm --prefix ${app.name} ${step === "installing" ? "ci" : `run ${app.build}`}`;
}

function failed(error: unknown, tail: LogTail): BuildState {
  const known = error instanceof UserError;
  return {
    kind: "failed",
    message: error instanceof Error ? error.message : String(error),
    nextCommand: known ? error.nextCommand : undefined,
    log: tail.lines(),
  };
}
