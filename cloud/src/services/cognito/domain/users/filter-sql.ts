import type { UserFilter } from "./store.ts";

interface Condition {
  /** ` AND …`, with `?` for the parameters; one text for each attribute and comparison. */
  readonly condition: string;
  readonly parameters: readonly string[];
}

/** Where each searchable attribute is in a row; the names are those `parseFilter` lets through. */
const COLUMNS: ReadonlyMap<string, string> = new Map([
  ["sub", "sub"],
  ["username", "json_extract(record, '$.username')"],
  ["email", "json_extract(record, '$.attributes.email')"],
  ["phone_number", "json_extract(record, '$.attributes.phone_number')"],
  ["name", "json_extract(record, '$.attributes.name')"],
  ["given_name", "json_extract(record, '$.attributes.given_name')"],
  ["family_name", "json_extract(record, '$.attributes.family_name')"],
  ["preferred_username", "json_extract(record, '$.attributes.preferred_username')"],
  ["cognito:user_status", "lower(json_extract(record, '$.status'))"],
  ["status", "iif(json_extract(record, '$.enabled'), 'Enabled', 'Disabled')"],
]);

/** The SQL of a ListUsers filter. Prefixes are compared without LIKE: its wildcards are text here. */
export function filterCondition(filter: UserFilter | undefined): Condition {
  if (filter === undefined) return { condition: "", parameters: [] };
  const column = COLUMNS.get(filter.attribute);
  if (column === undefined) throw new Error(`${filter.attribute} cannot be searched`);
  const value = filter.attribute === "cognito:user_status" ? filter.value.toLowerCase() : filter.value;
  if (filter.comparison === "equals") return { condition: ` AND ${column} = ?`, parameters: [value] };
  return { condition: ` AND substr(${column}, 1, length(?)) = ?`, parameters: [value, value] };
}
