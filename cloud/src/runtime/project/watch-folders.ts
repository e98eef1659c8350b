import { unwatchFile, watchFile } from "node:fs";
import { sep } from "node:path";
import { type ChokidarOptions, type FSWatcher, watch } from "chokidar";
import { UserError } from "../../core/errors.ts";
import { isCode } from "./fingerprint.ts";

const QUIET_MS = 150;
const POLL_MS = 300;
const IGNORED = /[\\/](?:node_modules|\.aws-sam|\.build|\.git|\.portcullis|dist)(?:[\\/]|$)/;

type Watcher = Pick<FSWatcher, "on" | "once" | "add" | "close">;

export interface WatchOptions {
  readonly folders: readonly string[];
  /** Files to look at time and again: of folders that are deleted and made anew at once, a watcher may miss the second. */
  readonly polled?: readonly string[];
  /** Absolute: the cloud writes there all the time. */
  readonly stateDir: string;
  /** What functions are deployed from as it is, whatever the folder is called: as the deployment found it. */
  readonly deployedFrom: readonly string[];
  /** The same, asked after each change. */
  readonly codeFolders: () => Promise<readonly string[]>;
  readonly changed: () => Promise<void>;
  /** Told what keeps changes from being noticed, or from being looked at. */
  readonly failed: (error: unknown) => void;
}

/** Calls `changed` after files of a project were written and then left alone; never overlapping. */
export async function watchFolders(
  options: WatchOptions,
  watchPaths: (paths: string[], options: ChokidarOptions) => Watcher = watch,
): Promise<() => Promise<void>> {
  let codeFolders = options.deployedFrom;
  const ignored = (path: string): boolean => isIgnored(path, { ...options, deployedFrom: codeFolders });
  const watcher = watchPaths([...options.folders, ...codeFolders], { ignored, ignoreInitial: true });
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  const change = async (): Promise<void> => {
    await options.changed();
    const known = codeFolders;
    codeFolders = await options.codeFolders();
    watcher.add(codeFolders.filter((folder) => !known.includes(folder)));
  };
  const notice = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = running.then(change).catch(options.failed);
    }, QUIET_MS);
  };
  watcher.on("all", notice);
  let isBlind = false;
  // One line for the first: a machine without watchers left says so of every file.
  watcher.on("error", (error) => {
    if (!isBlind) options.failed(blind(error));
    isBlind = true;
  });
  const polled = options.polled ?? [];
  for (const file of polled) watchFile(file, { interval: POLL_MS }, notice);
  await new Promise<void>((resolve) => watcher.once("ready", resolve));
  return async () => {
    for (const file of polled) unwatchFile(file, notice);
    clearTimeout(timer);
    await watcher.close();
    await running;
  };
}

function blind(error: unknown): UserError {
  const reason = error instanceof Error ? error.message : String(error);
  return new UserError(`Edits may go unnoticed, the files cannot all be watched: ${reason}.`);
}

/** Whether a change of `path` changes nothing of what is deployed. */
export function isIgnored(
  path: string,
  { folders, stateDir, deployedFrom }: Pick<WatchOptions, "folders" | "stateDir" | "deployedFrom">,
): boolean {
  // A project that lies in its state folder is watched all the same.
  const isAround = folders.some((folder) => isBelow(stateDir, folder));
  if (!isAround && isBelow(stateDir, path)) return true;
  return IGNORED.test(path) && !leadsToCode(deployedFrom, path);
}

function isBelow(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder + sep);
}

/** The folders above are watched, too: a build may delete and make the folder itself. */
function leadsToCode(codeFolders: readonly string[], path: string): boolean {
  return codeFolders.some((folder) => isCode(folder, path) || folder.startsWith(path + sep));
}
