import type { LogFiles } from "../../../core/ports/log-files.ts";

/** Logs that nobody writes. */
export const noLogFiles: LogFiles = {
  open: () => ({ write: () => undefined, end: () => undefined }),
  flush: () => Promise.resolve(),
  streams: () => [],
  events: () => [],
  forget: () => undefined,
};
