/** A value of AWS IoT SQL; undefined is its Undefined. Bytes are a payload that is no JSON. */
export type SqlValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | Buffer
  | readonly SqlValue[]
  | { readonly [name: string]: SqlValue };

const DECIMAL = /^-?\d+(?:\.\d+)?(?:E-?\d+)?$/i;

/** Whether it is a JSON object. */
export function isObject(value: SqlValue): value is { readonly [name: string]: SqlValue } {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !Buffer.isBuffer(value);
}

export const isArray = (value: SqlValue): value is readonly SqlValue[] => Array.isArray(value);

/** A number or a text that is one. @see https://docs.aws.amazon.com/iot/latest/developerguide/iot-sql-data-types.html */
export function toDecimal(value: SqlValue): number | undefined {
  if (typeof value === "number") return value;
  return typeof value === "string" && DECIMAL.test(value) ? finite(Number(value)) : undefined;
}

/** Cut to a whole number. */
export function toInt(value: SqlValue): number | undefined {
  const decimal = toDecimal(value);
  return decimal === undefined ? undefined : Math.trunc(decimal);
}

export function toBoolean(value: SqlValue): boolean | undefined {
  if (typeof value === "boolean") return value;
  if (typeof value !== "string") return undefined;
  const text = value.toLowerCase();
  if (text === "true") return true;
  return text === "false" ? false : undefined;
}

export function toText(value: SqlValue): string | undefined {
  if (typeof value === "string") return value;
  if (value === null || value === undefined) return undefined;
  if (Buffer.isBuffer(value)) return value.toString("utf8");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** What JSON cannot write is Undefined. */
export function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}
