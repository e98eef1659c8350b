import { rmSync } from "node:fs";
import { join } from "node:path";
import type { LogFileOptions, LogFiles } from "../../core/ports/log-files.ts";
import { GrowingFile, type GrowingFileServices, knownHeader } from "./growing-file.ts";
import { OLDER, TIMES } from "./layout.ts";
import { findStreams, readEvents } from "./read.ts";

/**
 * The logs of a cloud as files: text that people read with any tool, and beside each what CloudWatch
 * Logs needs to know of it.
 * @param root absolute path of the folder of all logs; made when the first is written
 */
export function createLogFiles(root: string, services: GrowingFileServices): LogFiles {
  const open = new Map<string, GrowingFile>();
  const found = (group: string, stream: string | undefined) =>
    findStreams(root).filter(
      (each) => each.group === group && (stream === undefined || each.name === stream),
    );
  /** LOGS-2: a file is of one stream: where another has taken the name, it gets a number. */
  const freePath = (options: LogFileOptions): string => {
    for (let count = 1; ; count += 1) {
      const path = join(root, count === 1 ? options.path : `${options.path}-${count}`);
      const owner = open.get(path)?.options ?? knownHeader(path + TIMES);
      if (owner === undefined || (owner.group === options.group && owner.stream === options.stream)) {
        return path;
      }
    }
  };
  return {
    open: (options: LogFileOptions) => {
      const path = freePath(options);
      const known = open.get(path);
      if (known !== undefined) return known;
      const file = new GrowingFile(path, options, services, () => open.delete(path));
      open.set(path, file);
      return file;
    },
    flush: async () => {
      await Promise.all([...open.values()].map((file) => file.flush()));
    },
    streams: () => findStreams(root),
    events: ({ group, name }) =>
      found(group, name)
        .flatMap(({ path }) => readEvents(path))
        .sort((left, right) => left.timestamp - right.timestamp || left.position - right.position),
    forget: (group, stream) => {
      for (const { path } of found(group, stream)) {
        rmSync(path + OLDER + TIMES, { force: true });
        rmSync(path + TIMES, { force: true });
        void open.get(path)?.forget();
      }
    },
  };
}
