import { closeSync, existsSync, fstatSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { logFilesOf } from "./function-logs.ts";

/** Of each file no more is read, so that a page may ask once a second. */
const MOST_BYTES = 131_072;
/** Names that Lambda takes: what else is asked for leads to no folder. */
const FUNCTION_NAME = /^[A-Za-z0-9-_]{1,64}$/;

/**
 * The last lines that a function wrote, oldest first; of several environments the one that wrote last
 * stands at the end.
 * @param logs folder of all logs
 */
export function lastLines(logs: string, functionName: string, count: number): string[] {
  if (!FUNCTION_NAME.test(functionName) || !existsSync(join(logs, functionName))) return [];
  const files = logFilesOf(logs, functionName).sort((a, b) => b.changedMs - a.changedMs);
  let lines: string[] = [];
  for (const { path } of files) {
    if (lines.length >= count) break;
    lines = [...endOf(path), ...lines];
  }
  return lines.slice(-count);
}

/** Whole lines at the end of a file. */
function endOf(path: string): string[] {
  const file = openSync(path, "r");
  try {
    const { size } = fstatSync(file);
    const from = Math.max(0, size - MOST_BYTES);
    const bytes = Buffer.alloc(size - from);
    const text = bytes.toString("utf8", 0, readSync(file, bytes, 0, bytes.length, from));
    const lines = text.split("\n").slice(0, -1);
    return from === 0 ? lines : lines.slice(1);
  } finally {
    closeSync(file);
  }
}
