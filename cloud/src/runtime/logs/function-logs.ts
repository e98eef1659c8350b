import { closeSync, fstatSync, openSync, readdirSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import { hasPart } from "../../core/part-of-name.ts";
import { LOG } from "../../store/log-files/layout.ts";
import { readTimes } from "../../store/log-files/read.ts";

/** One line of a function's log, without its end. */
export interface LoggedLine {
  readonly functionName: string;
  readonly text: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** `2026-09-03-<environment>.log`; what is fuller goes on in `….1.log`. */
const LOG_NAME = /^\d{4}-\d\d-\d\d-.+\.log$/;
/** Of a file that grew by more, what is older is left out. */
const MOST_BYTES = 1_048_576;

export interface LogFile {
  readonly functionName: string;
  readonly path: string;
  readonly changedMs: number;
}

/** Reads the log files of functions: their last lines, and again and again what is new. */
export class FunctionLogs {
  readonly #folder: string;
  readonly #words: readonly string[];
  /** Bytes read by inode: a file that is renamed goes on where it was. */
  readonly #read = new Map<number, number>();

  /** @param words parts of the names of functions; all functions when there are none */
  constructor(folder: string, words: readonly string[]) {
    this.#folder = folder;
    this.#words = words;
  }

  /** Names of all functions that have written something. */
  functionNames(): string[] {
    return foldersIn(this.#folder).filter((name) => logFilesOf(this.#folder, name).length > 0);
  }

  /** The last lines of each function, all in the order of time. From here on `news` counts. */
  tail(count: number): LoggedLine[] {
    const lines = new Map<string, LoggedLine[]>();
    for (const file of this.#files()) {
      lines.set(file.functionName, [...(lines.get(file.functionName) ?? []), ...this.#newLines(file)]);
    }
    return inTime([...lines.values()].flatMap((all) => (count === 0 ? [] : inTime(all).slice(-count))));
  }

  /** Whole lines that were not there at the last look, in the order of time. */
  news(): LoggedLine[] {
    return inTime(this.#files().flatMap((file) => this.#newLines(file)));
  }

  /** Oldest change first. */
  #files(): LogFile[] {
    const names = foldersIn(this.#folder).filter(
      (name) => this.#words.length === 0 || this.#words.some((word) => hasPart(name, word)),
    );
    return names.flatMap((name) => logFilesOf(this.#folder, name)).sort((a, b) => a.changedMs - b.changedMs);
  }

  #newLines({ functionName, path, changedMs }: LogFile): LoggedLine[] {
    const { bytes, from } = this.#newText(path);
    if (bytes.length === 0) return [];
    const timeAt = readTimes(path.slice(0, -LOG.length));
    const lines: LoggedLine[] = [];
    for (let begin = 0, end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, begin)) {
      const text = bytes.toString("utf8", begin, end);
      lines.push({ functionName, text, at: timeAt(from + begin) ?? changedMs });
      begin = end + 1;
    }
    return lines;
  }

  /** Up to the last line break: the rest of a line may still be on its way. */
  #newText(path: string): { readonly bytes: Buffer; readonly from: number } {
    const file = openSync(path, "r");
    try {
      const { ino, size } = fstatSync(file);
      const from = Math.max(this.#read.get(ino) ?? 0, size - MOST_BYTES);
      const bytes = Buffer.alloc(Math.max(0, size - from));
      const text = bytes.subarray(0, readSync(file, bytes, 0, bytes.length, from));
      const end = text.lastIndexOf(10) + 1;
      this.#read.set(ino, from + end);
      return { bytes: text.subarray(0, end), from };
    } finally {
      closeSync(file);
    }
  }
}

/** Lines of one moment stay as they are: those of one run came in this order. */
function inTime(lines: readonly LoggedLine[]): LoggedLine[] {
  return [...lines].sort((left, right) => left.at - right.at);
}

/** Log files of a function in the folder of all logs, in no order. */
export function logFilesOf(logs: string, functionName: string): LogFile[] {
  const folder = join(logs, functionName);
  return readdirSync(folder)
    .filter((name) => LOG_NAME.test(name))
    .flatMap((name) => {
      const path = join(folder, name);
      const changedMs = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
      return changedMs === undefined ? [] : [{ functionName, path, changedMs }];
    });
}

function foldersIn(folder: string): string[] {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}
