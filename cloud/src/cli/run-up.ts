import { systemTimers } from "../core/clock.ts";
import { type CloudFlags, readSettings } from "../runtime/settings.ts";
import { type RunningUp, type UpOptions, up } from "../runtime/up.ts";
import { faultFile, keepFault } from "./faults/fault-file.ts";
import { faultLines } from "./faults/fault-lines.ts";
import { catchFaults, type FaultNet } from "./faults/fault-net.ts";
import { invocationOf, withGivenFlags } from "./given-flags.ts";
import { hideEnvironment } from "./hidden-environment.ts";
import { createLogger } from "./logger.ts";
import { parametersOf } from "./parameters.ts";
import { assertRunsHere } from "./platform.ts";
import { stoppedLine, terminalReporter } from "./up-terminal.ts";

export interface UpFlags extends CloudFlags {
  readonly watch: boolean;
  /** False: the app that the project names is neither built nor served. */
  readonly app: boolean;
  readonly logLevel: string | undefined;
  /** `Key=Value` */
  readonly parameters: readonly string[];
}

/** `portcullis up`: runs until it is asked to stop. */
export async function runUp(
  folders: readonly string[],
  flags: UpFlags,
  { environment, importModule }: Pick<UpOptions, "environment" | "importModule">,
): Promise<void> {
  assertRunsHere(process.platform);
  hideEnvironment();
  const settings = readSettings(flags, environment, process.cwd());
  const net = faultNet(settings.config.stateDir);
  const running = await start(folders, flags, { settings, environment, importModule });
  net.watch(running.cloud.trace);
  await Promise.race([untilAskedToStop(environment), net.fatal]);
  await running.stop();
  process.stdout.write(stoppedLine(running.cloud.config.stateDir, process.stdout.isTTY));
  if (net.hasFailed) process.exit(1);
}

function faultNet(stateDir: string): FaultNet {
  const file = faultFile(stateDir);
  return catchFaults({
    process,
    timers: systemTimers,
    keep: (fault, kind) => keepFault(file, fault, kind),
    tell: (fault, ending) => process.stderr.write(faultLines(fault, ending, file)),
  });
}

function start(
  folders: readonly string[],
  flags: UpFlags,
  { settings, environment, importModule }: Pick<UpOptions, "settings" | "environment" | "importModule">,
): Promise<RunningUp> {
  const workingFolder = process.cwd();
  return up({
    settings,
    workingFolder,
    folders,
    parameters: parametersOf(flags.parameters),
    watch: flags.watch,
    app: flags.app,
    environment,
    importModule,
    consoleAreas: async (cloud) => {
      const { consoleAreas } = await import("./console-areas.ts");
      return consoleAreas({ ...cloud, stateDir: settings.config.stateDir, workingFolder });
    },
    logger: createLogger(flags.logLevel ?? environment["PORTCULLIS_LOG"] ?? "warn", process.stderr),
    reporter: terminalReporter(process.stdout, flags.state),
  }).catch((error) => {
    throw withGivenFlags(error, invocationOf(process.argv, environment));
  });
}

const IMPATIENCE_MS = 1_000;
const PARENT_CHECK_MS = 500;

/**
 * Resolves at Ctrl-C, SIGTERM, or when npm, which started this process, is gone: npm does not hand
 * on every signal it gets. A second Ctrl-C ends the process at once; whatever was acknowledged is on
 * disk. npm repeats the first one, so a second within a second does not count.
 */
function untilAskedToStop(environment: NodeJS.ProcessEnv): Promise<void> {
  return new Promise((resolve) => {
    let askedAt: number | undefined;
    const stop = (): void => {
      if (askedAt === undefined) {
        askedAt = performance.now();
        resolve();
      } else if (performance.now() - askedAt > IMPATIENCE_MS) {
        process.exit(130);
      }
    };
    process.on("SIGINT", stop);
    process.on("SIGTERM", stop);
    if (environment["npm_lifecycle_event"] === undefined) return;
    const parent = process.ppid;
    const check = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(check);
      stop();
    }, PARENT_CHECK_MS);
  });
}
