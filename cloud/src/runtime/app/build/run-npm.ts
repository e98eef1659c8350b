import { type ChildProcess, spawn } from "node:child_process";
import { constants, setPriority } from "node:os";

export interface NpmRun {
  readonly pid: number | undefined;
  /** Resolves with the exit code; null when it was ended, or could not be started. */
  readonly ended: Promise<number | null>;
  stop(): Promise<void>;
}

export interface NpmCall {
  readonly args: readonly string[];
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  onOutput(chunk: string): void;
}

const PATIENCE_MS = 2_000;
const WINDOWS = process.platform === "win32";
/** Colours, what npm says of the script that started this process, and the keys of clouds [APP-4]. */
const WITHHELD =
  /^(?:FORCE_COLOR$|npm_(?:lifecycle|package)_|npm_config_(?:local_prefix|workspace)|PORTCULLIS_|AWS_)/i;

/**
 * Runs npm in the background: behind everything else, in a group of its own that ends with this process. It is
 * told its folder: else it looks for a package.json in the folders above where that one's is gone meanwhile,
 * and takes the packages of another project away.
 */
export function runNpm(call: NpmCall): NpmRun {
  const child = spawn("npm", [`--prefix=${call.folder}`, ...call.args], {
    cwd: call.folder,
    env: environmentOf(call.environment),
    stdio: ["ignore", "pipe", "pipe"],
    detached: !WINDOWS,
    shell: WINDOWS,
    windowsHide: true,
  });
  lowerPriority(child.pid);
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk: string) => call.onOutput(chunk));
  }
  let over = false;
  const signalled = (name: NodeJS.Signals): void => {
    if (!over) signal(child, name);
  };
  const killNow = () => signalled("SIGKILL");
  process.once("exit", killNow);
  const ended = new Promise<number | null>((resolve) => {
    child.once("error", (error) => {
      call.onOutput(`npm could not be started: ${error.message}\n`);
      resolve(null);
    });
    child.once("close", (code) => resolve(code));
  }).finally(() => {
    over = true;
    process.off("exit", killNow);
  });
  return {
    pid: child.pid,
    ended,
    stop: async () => {
      signalled("SIGTERM");
      const timer = setTimeout(killNow, PATIENCE_MS);
      await ended;
      clearTimeout(timer);
    },
  };
}

function environmentOf(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(([name]) => !WITHHELD.test(name));
  return { ...Object.fromEntries(kept), CI: "1", NO_COLOR: "1" };
}

function lowerPriority(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It is gone already, or the system forbids it: the build is only less polite.
  }
}

function signal(child: ChildProcess, name: NodeJS.Signals): void {
  try {
    if (WINDOWS || child.pid === undefined) child.kill(name);
    else process.kill(-child.pid, name);
  } catch {
    // The group has ended.
  }
}
