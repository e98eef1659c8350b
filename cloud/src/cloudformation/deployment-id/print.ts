import type { Value } from "../../core/ports/resource-provider.ts";
import { keyStepsOf } from "../edits/key-steps.ts";
import { isTemplateKey, isTemplateString } from "../edits/provenance.ts";
import { isFloat } from "../template/floats.ts";
import { isValueMap, type ValueMap } from "../template/value.ts";
import { tableAfter } from "./steps.ts";

/** The keys of a map in the order in which Python walks them. */
type KeysOf = (map: ValueMap) => readonly string[];

/** A document, or a part of it, as `str` of Python 2 writes it. */
export function printed(value: Value, keysOf: KeysOf): string {
  return print(value, true, keysOf);
}

/** A value of the template as `str` of Python 2 writes a copy of it. */
export function printedCopy(value: Value): string {
  if (typeof value === "string") return value;
  return printed(value, (map) => tableAfter(keyStepsOf(map)).copied().keys());
}

function print(value: Value, isTemplate: boolean, keysOf: KeysOf): string {
  if (Array.isArray(value)) {
    const items = value.map((item, index) =>
      printMember({ container: value, place: String(index), value: item }, keysOf),
    );
    return `[${items.join(", ")}]`;
  }
  if (isValueMap(value)) {
    const members = keysOf(value).map((name) => {
      const key = printedString(name, isTemplateKey(value, name));
      return `${key}: ${printMember({ container: value, place: name, value: value[name] ?? null }, keysOf)}`;
    });
    return `{${members.join(", ")}}`;
  }
  if (typeof value === "string") return printedString(value, isTemplate);
  if (typeof value === "number") return printedNumber(value);
  return value === null ? "None" : value ? "True" : "False";
}

interface Member {
  readonly container: ValueMap | Value[];
  readonly place: string;
  readonly value: Value;
}

function printMember({ container, place, value }: Member, keysOf: KeysOf): string {
  if (typeof value === "number" && isFloat(container, place)) return printedFloat(value);
  return print(value, isTemplateString(container, place), keysOf);
}

/** A whole number that was written as a fraction. */
function printedFloat(value: number): string {
  if (Math.abs(value) >= 1e16) return value.toExponential();
  return `${Object.is(value, -0) ? "-0" : BigInt(value)}.0`;
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
export function printedString(text: string, isTemplate: boolean): string {
  if (PLAIN.test(text)) return isTemplate ? `u'${text}'` : `'${text}'`;
  const escaped = isTemplate
    ? text.replace(/[^ -~]|\\/gu, escapeAny)
    : text.replace(/[^ -~]|\\/gu, escapeHidden);
  if (!text.includes("'")) return `${isTemplate ? "u" : ""}'${escaped}'`;
  if (!text.includes('"')) return `${isTemplate ? "u" : ""}"${escaped}"`;
  return `${isTemplate ? "u" : ""}'${escaped.replaceAll("'", "\\'")}'`;
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
