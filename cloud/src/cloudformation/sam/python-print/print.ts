import type { Value } from "../../../core/ports/resource-provider.ts";
import { isValueMap, type ValueMap } from "../../template/value.ts";
import { DocumentHistory } from "./document-history.ts";
import { isGivenKey, isGivenText } from "./origins.ts";

/** A document, or a part of it, as `str` of Python 2 writes it. */
export function printed(value: Value, history: DocumentHistory): string {
  return print(value, true, history);
}

/** A value of the template as `str` of Python 2 writes a copy of it. */
export function printedCopy(value: Value): string {
  if (typeof value === "string") return value;
  const history = new DocumentHistory();
  const document: ValueMap = { value };
  history.observe(document);
  history.copied();
  return printed(value, history);
}

function print(value: Value, isGiven: boolean, history: DocumentHistory): string {
  if (Array.isArray(value)) {
    const items = value.map((item, index) => print(item, isGivenText(value, String(index)), history));
    return `[${items.join(", ")}]`;
  }
  if (isValueMap(value)) {
    const members = history.keys(value).map((name) => {
      const key = printedText(name, isGivenKey(value, name));
      return `${key}: ${print(value[name] ?? null, isGivenText(value, name), history)}`;
    });
    return `{${members.join(", ")}}`;
  }
  if (typeof value === "string") return printedText(value, isGiven);
  if (typeof value === "number") return printedNumber(value);
  return value === null ? "None" : value ? "True" : "False";
}

/** Python writes powers of ten from 1e16 and below 1e-4, with at least two digits. */
export function printedNumber(value: number): string {
  if (Number.isInteger(value)) return BigInt(value).toString();
  const [digits = "", power = "0"] = value.toExponential().split("e");
  const exponent = Number(power);
  if (exponent >= -4) return String(value);
  return `${digits}e-${String(-exponent).padStart(2, "0")}`;
}

/** Nothing that is escaped or quoted in another way. */
const PLAIN = /^[ -&(-[\]-~]*$/;

/** A text between quotes: in single ones unless only those are in it. */
export function printedText(text: string, isGiven: boolean): string {
  if (PLAIN.test(text)) return isGiven ? `u'${text}'` : `'${text}'`;
  const escaped = isGiven
    ? text.replace(/[^ -~]|\\/gu, escapeAny)
    : text.replace(/[^ -~]|\\/gu, escapeHidden);
  if (!text.includes("'")) return `${isGiven ? "u" : ""}'${escaped}'`;
  if (!text.includes('"')) return `${isGiven ? "u" : ""}"${escaped}"`;
  return `${isGiven ? "u" : ""}'${escaped.replaceAll("'", "\\'")}'`;
}

const SHORT: ReadonlyMap<string, string> = new Map([
  ["\t", "\\t"],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\\", "\\\\"],
]);

function escapeAny(character: string): string {
  const short = SHORT.get(character);
  if (short !== undefined) return short;
  const hex = (character.codePointAt(0) ?? 0).toString(16);
  if (hex.length <= 2) return `\\x${hex.padStart(2, "0")}`;
  return hex.length <= 4 ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}

/** Letters and signs of all scripts stay, what cannot be seen is escaped. */
function escapeHidden(character: string): string {
  return /[\p{C}\p{Z}\\]/u.test(character) ? escapeAny(character) : character;
}
