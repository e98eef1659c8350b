import { mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { LogFiles } from "../../../core/ports/log-files.ts";
import { LATEST } from "../shared/constants.ts";

/** One or more lines as a function or the platform wrote them. */
export interface FunctionLogLine {
  readonly functionName: string;
  readonly logGroup: string;
  readonly logStream: string;
  readonly text: string;
}

/** The log of one execution environment, as CloudWatch has one stream per environment. */
export interface LogStream {
  readonly name: string;
  /** Text as it came from the program; line breaks included. */
  write(text: string): void;
  /** The environment is gone. */
  end(): void;
}

export interface LogStore {
  open(functionName: string, logGroup: string, name: string): LogStream;
  /** Writes everything out. */
  close(): Promise<void>;
}

const FLUSH_AFTER_MS = 100;
const FILE_LIMIT_BYTES = 1_048_576;
const STREAMS_PER_FUNCTION = 20;

interface Options {
  /** Folder of all logs. */
  readonly directory: string;
  readonly files: LogFiles;
  readonly forward: ((line: FunctionLogLine) => void) | undefined;
}

/**
 * Keeps logs in `<directory>/<function>/<stream>.log`: at most one older file per stream, each of
 * about 1 MB, and the 20 newest streams per function. Lines reach the disk within 100 ms.
 */
export function createLogStore({ directory, files, forward }: Options): LogStore {
  return {
    open: (functionName, logGroup, name) => {
      const folder = join(directory, functionName);
      mkdirSync(folder, { recursive: true });
      removeOldest(folder);
      const file = files.open({
        path: join(functionName, fileName(name)),
        group: logGroup,
        stream: name,
        limitBytes: FILE_LIMIT_BYTES,
        pauseMs: FLUSH_AFTER_MS,
        keepsLineEnds: true,
      });
      return {
        name,
        write: (text) => {
          file.write(text);
          forward?.({ functionName, logGroup, logStream: name, text });
        },
        end: () => file.end(),
      };
    },
    close: () => files.flush(),
  };
}

/** `2026/09/03/[$LATEST]0a1b` → `2026-09-03-0a1b`, of version 7 `2026-09-03-v7-0a1b`: no shell needs quotes. */
function fileName(streamName: string): string {
  const version = (_whole: string, name: string): string => (name === LATEST ? "" : `v${name}-`);
  return streamName.replaceAll("/", "-").replace(/\[([^[\]]*)\]/, version);
}

/** A stream's files begin alike: text and times, and older ones of both. */
function removeOldest(folder: string): void {
  const streams = new Map<string, string[]>();
  for (const name of readdirSync(folder)) {
    const [stream = name] = name.split(".");
    streams.set(stream, [...(streams.get(stream) ?? []), name]);
  }
  if (streams.size < STREAMS_PER_FUNCTION) return;
  const changedMs = (name: string) => statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const byAge = [...streams.values()]
    .map((names) => ({ names, changed: Math.max(...names.map(changedMs)) }))
    .sort((left, right) => left.changed - right.changed);
  for (const { names } of byAge.slice(0, streams.size - STREAMS_PER_FUNCTION + 1)) {
    for (const name of names) rmSync(join(folder, name), { force: true });
  }
}
