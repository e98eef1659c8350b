import { watch } from "chokidar";

const QUIET_MS = 150;
const IGNORED = /[\\/](?:node_modules|\.aws-sam|\.build|\.git|\.portcullis|dist)(?:[\\/]|$)/;

/** Calls `changed` after files below `folders` were written and then left alone; never overlapping. */
export async function watchFolders(
  folders: readonly string[],
  changed: () => Promise<void>,
): Promise<() => Promise<void>> {
  const watcher = watch([...folders], { ignored: (path) => IGNORED.test(path), ignoreInitial: true });
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  watcher.on("all", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = running.then(changed);
    }, QUIET_MS);
  });
  return async () => {
    clearTimeout(timer);
    await watcher.close();
    await running;
  };
}
