import { s3Errors } from "../../domain/shared/errors.ts";

/** Query parameters by name; the first of repeated ones counts. */
export type Query = ReadonlyMap<string, string>;

const EMPTY: Query = new Map();

export function parseQuery(raw: string): Query {
  if (raw === "") return EMPTY;
  const query = new Map<string, string>();
  for (const pair of raw.split("&")) {
    if (pair === "") continue;
    const mark = pair.indexOf("=");
    const name = decode(mark === -1 ? pair : pair.slice(0, mark), raw);
    if (!query.has(name)) query.set(name, mark === -1 ? "" : decode(pair.slice(mark + 1), raw));
  }
  return query;
}

function decode(text: string, raw: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    throw s3Errors.invalidUri(raw);
  }
}

/** A whole number within [minimum, maximum], or undefined when the parameter is absent. */
export function integerParameter(
  query: Query,
  name: string,
  range: { readonly minimum: number; readonly maximum: number },
): number | undefined {
  const text = query.get(name);
  if (text === undefined || text === "") return undefined;
  const value = Number(text);
  if (!/^-?\d{1,10}$/.test(text) || value > 2_147_483_647) {
    throw s3Errors.invalidArgument(`Provided ${name} not an integer or within integer range`, name, text);
  }
  if (value < range.minimum || value > range.maximum) {
    throw s3Errors.invalidArgument(
      `Argument ${name} must be an integer between ${range.minimum} and ${range.maximum}`,
      name,
      text,
    );
  }
  return value;
}
