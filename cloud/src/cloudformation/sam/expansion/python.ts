import { createHash } from "node:crypto";
import type { Value } from "../../../core/ports/resource-provider.ts";
import { ascii } from "../../deployment-id/dump.ts";
import { isValueMap } from "../../template/value.ts";

/*
 * The real transform is a Python program, and some of its texts show it: hashes are made of what
 * `json.dumps` writes, messages quote values as Python prints them.
 */

/** What `json.dumps(value, separators=(",", ":"), sort_keys=True)` writes. */
function pythonJson(value: Value): string {
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(",")}]`;
  if (!isValueMap(value)) return ascii(JSON.stringify(value));
  const members = Object.keys(value)
    .sort(byCodePoint)
    .map((name) => `${ascii(JSON.stringify(name))}:${pythonJson(value[name] ?? null)}`);
  return `{${members.join(",")}}`;
}

/** Python compares code points, JavaScript UTF-16 units. */
export function byCodePoint(left: string, right: string): number {
  const [a, b] = [[...left], [...right]];
  for (const [index, character] of a.entries()) {
    const difference = (character.codePointAt(0) ?? 0) - (b[index]?.codePointAt(0) ?? -1);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** The mark of texts inside other values, in templates with a REST API: there the real transform acts as Python 2. */
export type TextMark = "u" | "";

/** A value as it stands in a message. */
export function pythonText(value: Value | undefined, mark: TextMark): string {
  return typeof value === "string" ? value : quoted(value ?? null, mark);
}

function quoted(value: Value, mark: TextMark): string {
  if (Array.isArray(value)) return `[${value.map((item) => quoted(item, mark)).join(", ")}]`;
  if (isValueMap(value)) {
    return `{${Object.entries(value)
      .map(([name, nested]) => `${quoted(name, mark)}: ${quoted(nested, mark)}`)
      .join(", ")}}`;
  }
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value !== "string") return String(value);
  const quote = value.includes("'") && !value.includes('"') ? '"' : "'";
  return mark + quote + value + quote;
}

/** What Python calls the type of a value. */
export function pythonType(value: Value | undefined, mark: TextMark): string {
  if (value === null || value === undefined) return "NoneType";
  if (typeof value === "string") return mark === "u" ? "Py27UniStr" : "str";
  if (typeof value === "number") return Number.isInteger(value) ? "int" : "float";
  return Array.isArray(value) ? "list" : typeof value === "boolean" ? "bool" : "dict";
}

/** A list of plain texts as it stands in a message. */
export function pythonList(texts: readonly string[]): string {
  return `[${texts.map((text) => `'${text}'`).join(", ")}]`;
}

/** What Python takes for true: nothing that is empty or zero. */
export function isTruthy(value: Value | undefined): value is Exclude<Value, null> {
  if (Array.isArray(value)) return value.length > 0;
  if (isValueMap(value)) return Object.keys(value).length > 0;
  return Boolean(value);
}

function sha1(content: string): string {
  return createHash("sha1").update(content).digest("hex");
}

/** A logical id that changes with the data; the prefix alone when there is none. */
export function hashedId(prefix: string, data: Value): string {
  if (!isTruthy(data)) return prefix;
  return prefix + sha1(typeof data === "string" ? data : pythonJson(data)).slice(0, 10);
}

/** A logical id that ends in a name: as it is where it may stand there, else its hash. */
export function namedId(prefix: string, name: string): string {
  return /^[\p{L}\p{N}]+$/u.test(name) ? prefix + name : hashedId(prefix, name);
}
