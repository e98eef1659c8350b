import type { Value } from "../../core/ports/resource-provider.ts";
import { templateFormatError } from "../shared/errors.ts";
import { MAX_DEPTH } from "./limits.ts";

/** Parses a JSON template; errors carry line and column of the first wrong character. */
export function parseJsonTemplate(text: string): Value {
  assertFlatEnough(text);
  try {
    return JSON.parse(text) as Value;
  } catch (error) {
    const offset = offsetOf(error, text);
    throw templateFormatError(`JSON not well-formed. ${position(text, offset)}`);
  }
}

/** Counts open brackets outside strings, so that no walk over the parsed value can overflow. */
function assertFlatEnough(text: string): void {
  let depth = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (quoted) {
      if (code === 0x5c) index += 1;
      else if (code === 0x22) quoted = false;
    } else if (code === 0x22) quoted = true;
    else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > MAX_DEPTH) {
        throw templateFormatError(`Nested deeper than ${MAX_DEPTH} levels. ${position(text, index)}`);
      }
    } else if (code === 0x7d || code === 0x5d) depth -= 1;
  }
}

function offsetOf(error: unknown, text: string): number {
  const found = /at position (\d+)/.exec(error instanceof Error ? error.message : "");
  return found === null ? text.length : Number(found[1]);
}

function position(text: string, offset: number): string {
  const before = text.slice(0, offset);
  const line = before.split("\n").length;
  return `(line ${line}, column ${offset - before.lastIndexOf("\n")})`;
}
