import type { AttributeValue } from "../../../wire/models/generated/dynamodb.types.ts";

/**
 * A key's value as policies have it: text as it is, numbers in one form, bytes in base64.
 * @returns undefined for what is no value of a key, or more than one
 */
export function keyText(value: AttributeValue | undefined): string | undefined {
  const [[type, content] = [], ...others] = Object.entries(value ?? {});
  if (others.length > 0 || typeof content !== "string") return undefined;
  switch (type) {
    case "S":
      return content;
    case "N":
      return plainNumber(content);
    case "B":
      return Buffer.from(content, "base64").toString("base64");
    default:
      return undefined;
  }
}

const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;

/** `01.50e1` → `15`: the table has one number of them all, so policies see one text. */
export function plainNumber(text: string): string | undefined {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = NUMBER.exec(text.trim()) ?? [];
  if (whole === "" && fraction === "") return undefined;
  const digits = `${whole}${fraction}`;
  const point = whole.length + Number(exponent);
  const padded = point < 0 ? "0".repeat(-point) + digits : digits.padEnd(point, "0");
  const at = Math.max(point, 0);
  const before = padded.slice(0, at).replace(/^0+/, "");
  const after = withoutTrailingZeros(padded.slice(at));
  if (before === "" && after === "") return "0";
  return `${sign === "-" ? "-" : ""}${before || "0"}${after === "" ? "" : `.${after}`}`;
}

function withoutTrailingZeros(digits: string): string {
  let end = digits.length;
  while (digits[end - 1] === "0") end -= 1;
  return digits.slice(0, end);
}
