import { assertLength } from "../budget.ts";
import { isArray, isObject, type SqlValue, toInt, toText } from "../convert.ts";
import type { SqlFunction } from "./sql-function.ts";

function concat(args: readonly SqlValue[]): SqlValue {
  if (args.length < 2) return args[0];
  assertLength(args.reduce((sum: number, arg) => sum + lengthOf(arg), 0));
  if (args.some(isArray)) return args.flatMap((arg) => (isArray(arg) ? arg : [arg ?? null]));
  if (!args.some((arg) => typeof arg === "string")) return undefined;
  const texts = args.map(toText);
  return texts.some((text) => text === undefined) ? undefined : texts.join("");
}

function lengthOf(value: SqlValue): number {
  return isArray(value) || typeof value === "string" ? value.length : 1;
}

function get([collection, key]: readonly SqlValue[]): SqlValue {
  if (isObject(collection)) {
    return typeof key === "string" && Object.hasOwn(collection, key) ? collection[key] : undefined;
  }
  const index = toInt(key);
  if (index === undefined || index < 0) return undefined;
  if (typeof collection === "string") return collection.charAt(index) || undefined;
  return isArray(collection) ? collection[index] : undefined;
}

/** The payload by its bytes, anything else by its text. */
function encode([value, scheme]: readonly SqlValue[]): SqlValue {
  if (scheme !== "base64") return undefined;
  if (Buffer.isBuffer(value)) return value.toString("base64");
  const text = toText(value);
  return text === undefined ? undefined : Buffer.from(text).toString("base64");
}

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

function decode([value, scheme]: readonly SqlValue[]): SqlValue {
  const text = toText(value);
  if (scheme !== "base64" || text === undefined) return undefined;
  if (!BASE64.test(text)) return null;
  const decoded = Buffer.from(text, "base64").toString("utf8");
  try {
    return JSON.parse(decoded) as SqlValue;
  } catch {
    return decoded;
  }
}

const ANY_NUMBER = 1000;

export const COLLECTION_FUNCTIONS: Readonly<Record<string, SqlFunction>> = {
  concat: { takes: [0, ANY_NUMBER], run: concat },
  decode: { takes: [2, 2], run: decode },
  encode: { takes: [2, 2], run: encode },
  get: { takes: [2, 2], run: get },
  isnull: { takes: [1, 1], run: ([value]) => value === null },
  isundefined: { takes: [1, 1], run: ([value]) => value === undefined },
};
