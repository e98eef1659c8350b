import { unwatchFile, watchFile } from "node:fs";
import { sep } from "node:path";
import { watch } from "chokidar";
import { isCode } from "./fingerprint.ts";

const QUIET_MS = 150;
const POLL_MS = 300;
const IGNORED = /[\\/](?:node_modules|\.aws-sam|\.build|\.git|\.portcullis|dist)(?:[\\/]|$)/;

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
}

/** Calls `changed` after files of a project were written and then left alone; never overlapping. */
export async function watchFolders(options: WatchOptions): Promise<() => Promise<void>> {
  let codeFolders = options.deployedFrom;
  const ignored = (path: string): boolean => isIgnored(path, { ...options, deployedFrom: codeFolders });
  const watcher = watch([...options.folders, ...codeFolders], { ignored, ignoreInitial: true });
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
      running = running.then(change);
    }, QUIET_MS);
  };
  watcher.on("all", notice);
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
