/** Decoded query parameters; null maps when the query is empty. */
export interface QueryParameters {
  /** Last value of each name. */
  readonly single: Readonly<Record<string, string>> | null;
  readonly multi: Readonly<Record<string, readonly string[]>> | null;
}

const NONE: QueryParameters = { single: null, multi: null };

/** Decodes a raw query once. Names come from the client: the maps have no prototype. */
export function parseQuery(query: string): QueryParameters {
  if (query === "") return NONE;
  const single = Object.create(null) as Record<string, string>;
  const multi = Object.create(null) as Record<string, string[]>;
  for (const [name, value] of new URLSearchParams(query)) {
    single[name] = value;
    const values = multi[name];
    if (values === undefined) multi[name] = [value];
    else values.push(value);
  }
  return Object.keys(single).length === 0 ? NONE : { single, multi };
}
