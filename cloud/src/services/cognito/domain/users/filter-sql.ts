import type { SqlValue } from "../../../../store/database.ts";
import type { UserFilter } from "./store.ts";

interface SearchIndex {
  readonly name: string;
  /** What it is sorted by, behind the pool. */
  readonly expression: string;
}

/** Where each searchable attribute is in a row; the names are those `parseFilter` lets through. */
const INDEXES: ReadonlyMap<string, SearchIndex> = new Map(
  Object.entries({
    username: "json_extract(record, '$.username')",
    email: "json_extract(record, '$.attributes.email')",
    phone_number: "json_extract(record, '$.attributes.phone_number')",
    name: "json_extract(record, '$.attributes.name')",
    given_name: "json_extract(record, '$.attributes.given_name')",
    family_name: "json_extract(record, '$.attributes.family_name')",
    preferred_username: "json_extract(record, '$.attributes.preferred_username')",
    "cognito:user_status": "lower(json_extract(record, '$.status'))",
    status: "iif(json_extract(record, '$.enabled'), 'Enabled', 'Disabled')",
    sub: "sub",
  }).map(([attribute, expression]) => [
    attribute,
    { name: `cognito_users_by_${attribute.replace(/\W/g, "_")}`, expression },
  ]),
);

export interface FilterSql {
  readonly index: SearchIndex;
  /** With `?` for the parameters; one text for each attribute and comparison. */
  readonly condition: string;
  readonly parameters: readonly SqlValue[];
}

/** The SQL of a ListUsers filter. Prefixes are ranges: wildcards of LIKE are text here. */
export function filterSql({ attribute, comparison, value: given }: UserFilter): FilterSql {
  const index = INDEXES.get(attribute);
  if (index === undefined) throw new Error(`${attribute} cannot be searched`);
  const value = attribute === "cognito:user_status" ? given.toLowerCase() : given;
  const { expression } = index;
  if (comparison === "equals") return { index, condition: `${expression} = ?`, parameters: [value] };
  const end = behind(value);
  return end === undefined
    ? { index, condition: `${expression} >= ?`, parameters: [value] }
    : { index, condition: `${expression} >= ? AND ${expression} < ?`, parameters: [value, end] };
}

const LAST_CODE_POINT = 0x10ffff;

/**
 * The first text behind all that begin with `prefix`: SQLite compares the bytes of UTF-8, whose order is
 * that of code points. Undefined where there is none.
 */
function behind(prefix: string): string | undefined {
  const points = [...prefix];
  for (let last = points.pop(); last !== undefined; last = points.pop()) {
    const point = last.codePointAt(0) ?? 0;
    // Surrogates are no characters.
    const next = point === 0xd7ff ? 0xe000 : point + 1;
    if (point < LAST_CODE_POINT) return `${points.join("")}${String.fromCodePoint(next)}`;
  }
  return undefined;
}
