import { appendFileSync, statSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { VERSION } from "../../core/version.ts";
import { createLogger } from "../logger.ts";
import type { Fault } from "./fault.ts";

const FILE = "faults.log";
const LIMIT_BYTES = 1_048_576;

/** Where the faults of a cloud are kept. @param stateDir absolute */
export function faultFile(stateDir: string): string {
  return join(stateDir, FILE);
}

/** Writes at once, for the process may end: one JSON line with all that a report needs. */
export function keepFault(file: string, { name, message, stack }: Fault, kind: string): void {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LIMIT_BYTES) truncateSync(file);
  const logger = createLogger("error", { write: (line) => appendFileSync(file, line, { mode: 0o600 }) });
  logger.error(
    {
      kind,
      portcullis: VERSION,
      node: process.version,
      platform: process.platform,
      arch: process.arch,
      stack,
    },
    `${name}: ${message}`,
  );
}
