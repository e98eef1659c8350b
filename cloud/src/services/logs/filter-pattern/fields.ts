import { ConditionReader, tokensOf } from "./conditions.ts";
import { PatternError } from "./pattern-errors.ts";

interface Field {
  /** Stands for any number of fields. */
  readonly isRest: boolean;
  readonly test: (value: string) => boolean;
}

/** `[ip, user, ..., status=4*, bytes > 100]`: events whose fields are divided by blanks. */
export function fieldsPattern(pattern: string): (message: string) => boolean {
  if (!pattern.endsWith("]")) throw new PatternError();
  const fields = pattern.slice(1, -1).split(",").map(fieldOf);
  if (fields.filter(({ isRest }) => isRest).length > 1) throw new PatternError();
  const rest = fields.findIndex(({ isRest }) => isRest);
  return (message) => {
    const values = valuesIn(message);
    if (rest === -1) return values.length === fields.length && fields.every(matches(values, 0));
    const behind = fields.slice(rest + 1);
    if (values.length < fields.length - 1) return false;
    const before = fields.slice(0, rest);
    return before.every(matches(values, 0)) && behind.every(matches(values, values.length - behind.length));
  };
}

const matches =
  (values: readonly string[], from: number) =>
  ({ test }: Field, index: number): boolean =>
    test(values[from + index] ?? "");

function fieldOf(text: string): Field {
  const pattern = text.trim();
  if (pattern === "...") return { isRest: true, test: () => true };
  const [name, ...more] = tokensOf(pattern);
  if (name === undefined || more.length === 0) return { isRest: false, test: () => true };
  const readOf = (named: string) => {
    if (named !== name.text) throw new PatternError();
    return (value: string) => value;
  };
  return { isRest: false, test: new ConditionReader<string>([name, ...more], readOf).read() };
}

const CLOSING: Readonly<Record<string, string>> = { '"': '"', "[": "]" };

/** What stands in quotes or brackets is one field. */
function valuesIn(message: string): string[] {
  const text = message.trim();
  const values: string[] = [];
  let at = 0;
  while (at < text.length) {
    const closing = CLOSING[text[at] ?? ""];
    const closed = closing === undefined ? -1 : text.indexOf(closing, at + 1);
    const blank = text.indexOf(" ", closed === -1 ? at : closed);
    const end = blank === -1 ? text.length : blank;
    if (closed === -1) values.push(text.slice(at, end));
    else values.push(text.slice(at + 1, closed));
    at = end;
    while (text[at] === " ") at += 1;
  }
  return values;
}
