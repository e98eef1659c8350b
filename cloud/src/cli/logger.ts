import { UserError } from "../core/errors.ts";
import type { Logger } from "../core/logger.ts";
import { printable } from "../core/printable.ts";

const LEVELS = ["debug", "info", "warn", "error"] as const;
type Level = (typeof LEVELS)[number];

/** One JSON line a record on `stream`; levels below `threshold` are dropped. */
export function createLogger(threshold: string, stream: { write(text: string): unknown }): Logger {
  const least = LEVELS.indexOf(threshold as Level);
  if (least === -1) throw new UserError(`--log-level must be one of ${LEVELS.join(", ")}.`);
  const at = (level: Level) => (fields: object, message: string) => {
    if (LEVELS.indexOf(level) < least) return;
    const record = { time: new Date().toISOString(), level, message, ...plain(fields) };
    stream.write(`${printable(JSON.stringify(record))}\n`);
  };
  return {
    isDebug: least === 0,
    isInfo: least <= 1,
    debug: at("debug"),
    info: at("info"),
    warn: at("warn"),
    error: at("error"),
  };
}

/** Errors have no enumerable members: show what they say. */
function plain(fields: object): object {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      value instanceof Error ? { name: value.name, message: value.message, stack: value.stack } : value,
    ]),
  );
}
