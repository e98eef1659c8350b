import type { Encoding } from "./content.ts";

/**
 * The first of `offered` that `Accept-Encoding` allows; undefined for the bytes as they are.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3
 */
export function chooseEncoding(
  header: string | undefined,
  offered: readonly Encoding[],
): Encoding | undefined {
  if (header === undefined) return undefined;
  const weights = new Map(header.split(",").map(weightOf));
  return offered.find((encoding) => (weights.get(encoding) ?? weights.get("*") ?? 0) > 0);
}

function weightOf(item: string): [string, number] {
  const [name = "", ...parameters] = item.split(";").map((part) => part.trim().toLowerCase());
  const weight = parameters.find((parameter) => parameter.startsWith("q="));
  const value = weight === undefined ? 1 : Number(weight.slice(2));
  return [name, Number.isNaN(value) ? 0 : value];
}

/**
 * Whether `If-None-Match` names the entity tag.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2
 */
export function isUnchanged(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.split(",").some((tag) => tag.trim() === "*" || tag.trim().replace(/^W\//, "") === etag);
}
