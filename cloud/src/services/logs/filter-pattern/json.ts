import { ConditionReader, tokensOf } from "./conditions.ts";
import { PatternError } from "./pattern-errors.ts";

/** `{ $.level = "error" && $.items[0].price > 3 }`: events that are JSON objects. */
export function jsonPattern(pattern: string): (message: string) => boolean {
  if (!pattern.endsWith("}")) throw new PatternError();
  const condition = new ConditionReader<object>(tokensOf(pattern.slice(1, -1)), valueAt).read();
  return (message) => {
    const value = objectIn(message);
    return value !== undefined && condition(value);
  };
}

function objectIn(message: string): object | undefined {
  if (!message.trimStart().startsWith("{")) return undefined;
  try {
    const value: unknown = JSON.parse(message);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

const STEP = /\.([A-Za-z0-9_-]+)|\[(\d{1,6})\]|\["([^"\]]+)"\]/y;

/** `$.a.b[0]` */
function valueAt(selector: string): (value: unknown) => unknown {
  if (!selector.startsWith("$")) throw new PatternError();
  const steps: string[] = [];
  let at = 1;
  while (at < selector.length) {
    STEP.lastIndex = at;
    const step = STEP.exec(selector);
    if (step === null) throw new PatternError();
    steps.push(step[1] ?? step[2] ?? step[3] ?? "");
    at = STEP.lastIndex;
  }
  if (steps.length === 0) throw new PatternError();
  return (value) => steps.reduce(member, value);
}

function member(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Record<string, unknown>)[name];
}
