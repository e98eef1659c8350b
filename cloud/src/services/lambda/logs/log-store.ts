import { mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { appendFile, rename } from "node:fs/promises";
import { join } from "node:path";
import type { Logger } from "../../../core/logger.ts";
import type { Timers } from "../../../core/timers.ts";
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
}

export interface LogStore {
  open(functionName: string, logGroup: string, name: string): LogStream;
  /** Writes everything out. */
  close(): Promise<void>;
}

const FLUSH_AFTER_MS = 100;
const FILE_LIMIT_BYTES = 1_048_576;
const BUFFER_LIMIT_CHARACTERS = 1_048_576;
const STREAMS_PER_FUNCTION = 20;

interface Options {
  readonly directory: string;
  readonly timers: Timers;
  readonly logger: Logger;
  readonly forward: ((line: FunctionLogLine) => void) | undefined;
}

/**
 * Keeps logs in `<directory>/<function>/<stream>.log`: at most one older file per stream, each of
 * about 1 MB, and the 20 newest streams per function. Lines reach the disk within 100 ms.
 */
export function createLogStore(options: Options): LogStore {
  const files = new Set<LogFile>();
  return {
    open: (functionName, logGroup, name) => {
      const folder = join(options.directory, functionName);
      mkdirSync(folder, { recursive: true });
      removeOldest(folder);
      const file = new LogFile(join(folder, fileName(name)), options);
      files.add(file);
      const { forward } = options;
      return {
        name,
        write: (text) => {
          file.write(text);
          forward?.({ functionName, logGroup, logStream: name, text });
        },
      };
    },
    close: async () => {
      await Promise.all([...files].map((file) => file.flush()));
      files.clear();
    },
  };
}

/** `2026/09/03/[$LATEST]0a1b` → `2026-09-03-0a1b.log`, of version 7 `2026-09-03-v7-0a1b.log`: no shell needs quotes. */
function fileName(streamName: string): string {
  const version = (_whole: string, name: string): string => (name === LATEST ? "" : `v${name}-`);
  return `${streamName.replaceAll("/", "-").replace(/\[([^[\]]*)\]/, version)}.log`;
}

class LogFile {
  readonly #path: string;
  readonly #options: Options;
  #buffer: string[] = [];
  #buffered = 0;
  #dropped = 0;
  #size = 0;
  #scheduled = false;
  #writing: Promise<void> = Promise.resolve();

  constructor(path: string, options: Options) {
    this.#path = path;
    this.#options = options;
  }

  write(text: string): void {
    if (this.#buffered > BUFFER_LIMIT_CHARACTERS) {
      this.#dropped += text.length;
      return;
    }
    this.#buffer.push(text);
    this.#buffered += text.length;
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#options.timers.after(FLUSH_AFTER_MS, () => void this.flush());
  }

  flush(): Promise<void> {
    this.#scheduled = false;
    if (this.#buffer.length === 0) return this.#writing;
    if (this.#dropped > 0) this.#buffer.push(`\n… ${this.#dropped} characters were dropped\n`);
    const text = this.#buffer.join("");
    this.#buffer = [];
    this.#buffered = 0;
    this.#dropped = 0;
    this.#writing = this.#writing.then(() => this.#append(text));
    return this.#writing;
  }

  async #append(text: string): Promise<void> {
    try {
      if (this.#size > FILE_LIMIT_BYTES) {
        await rename(this.#path, this.#path.replace(/\.log$/, ".1.log"));
        this.#size = 0;
      }
      await appendFile(this.#path, text);
      this.#size += Buffer.byteLength(text);
    } catch (error) {
      this.#options.logger.warn({ err: error, file: this.#path }, "A function log could not be written.");
    }
  }
}

function removeOldest(folder: string): void {
  const names = readdirSync(folder);
  if (names.length < STREAMS_PER_FUNCTION) return;
  const byAge = names
    .map((name) => ({ name, changed: statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .sort((left, right) => left.changed - right.changed);
  for (const { name } of byAge.slice(0, names.length - STREAMS_PER_FUNCTION + 1)) {
    rmSync(join(folder, name), { force: true });
  }
}
