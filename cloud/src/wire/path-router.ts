/** A path template of a service model and what is found there. */
export interface PathRoute<Value> {
  readonly method: string;
  /** `/restapis/{restApiId}?mode=import`; `{topic+}` takes the rest of the path. */
  readonly uri: string;
  readonly value: Value;
}

export interface PathMatch<Value> {
  readonly value: Value;
  /** Percent-decoded labels by name. */
  readonly labels: Readonly<Record<string, string>>;
}

export interface PathRouter<Value> {
  /** @throws URIError when a label is not percent-encoded UTF-8 */
  find(method: string, path: string, query: string): PathMatch<Value> | undefined;
  /** True when another method is served at the path. */
  knowsPath(path: string): boolean;
}

interface Row<Value> extends PathRoute<Value> {
  readonly pattern: RegExp;
  readonly labels: readonly string[];
  /** Parameters that the query must carry; an empty value takes any. */
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly weight: string;
}

interface RouteTable<Value> {
  /** Most specific first. */
  readonly rows: readonly Row<Value>[];
  readonly byMethod: ReadonlyMap<string, readonly Row<Value>[]>;
}

/**
 * Finds operations by method, path and query. Fixed segments beat labels from left to right, labels
 * beat the rest of a path, and a template that asks for more of the query beats one that asks for less.
 * @param routes asked once, by the first request: a service that nobody calls reads no model
 */
export function createPathRouter<Value>(routes: () => readonly PathRoute<Value>[]): PathRouter<Value> {
  let table: RouteTable<Value> | undefined;
  const compiled = (): RouteTable<Value> => {
    table ??= compile(routes());
    return table;
  };
  return {
    find: (method, path, query) => {
      const plain = withoutLastSlash(path);
      let parameters: URLSearchParams | undefined;
      for (const row of compiled().byMethod.get(method) ?? []) {
        const match = row.pattern.exec(plain);
        if (match === null) continue;
        if (row.query.length > 0) {
          parameters ??= new URLSearchParams(query);
          if (!hasAll(parameters, row.query)) continue;
        }
        return { value: row.value, labels: decodedLabels(row.labels, match) };
      }
      return undefined;
    },
    knowsPath: (path) => {
      const plain = withoutLastSlash(path);
      return compiled().rows.some((row) => row.pattern.test(plain));
    },
  };
}

function compile<Value>(routes: readonly PathRoute<Value>[]): RouteTable<Value> {
  const rows = routes.map(toRow).sort(byWeight);
  const methods = new Set(rows.map(({ method }) => method));
  const byMethod = new Map(
    [...methods].map((method) => [method, rows.filter((row) => row.method === method)] as const),
  );
  return { rows, byMethod };
}

function toRow<Value>(route: PathRoute<Value>): Row<Value> {
  const [path = "", query = ""] = route.uri.split("?");
  const segments = withoutLastSlash(path).split("/").slice(1);
  const source = segments.map((segment) => `/${patternOf(segment)}`).join("");
  return {
    ...route,
    pattern: new RegExp(`^${source}$`),
    labels: [...path.matchAll(/\{(\w+)\+?\}/g)].map(([, name = ""]) => name),
    query: [...new URLSearchParams(query)],
    weight: segments.map(weightOf).join("") + (query === "" ? "1" : "0"),
  };
}

function patternOf(segment: string): string {
  if (!segment.startsWith("{")) return segment.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return segment.endsWith("+}") ? "(.+)" : "([^/]+)";
}

function weightOf(segment: string): string {
  if (!segment.startsWith("{")) return "0";
  return segment.endsWith("+}") ? "3" : "2";
}

const byWeight = ({ weight: a }: Row<unknown>, { weight: b }: Row<unknown>): number =>
  a < b ? -1 : Number(a > b);

function withoutLastSlash(path: string): string {
  return path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
}

function hasAll(parameters: URLSearchParams, wanted: readonly (readonly [string, string])[]): boolean {
  return wanted.every(([name, value]) => {
    const given = parameters.get(name);
    return given !== null && (value === "" || given === value);
  });
}

function decodedLabels(names: readonly string[], match: RegExpExecArray): Record<string, string> {
  const labels: Record<string, string> = Object.create(null);
  for (const [index, name] of names.entries()) labels[name] = decodeURIComponent(match[index + 1] ?? "");
  return labels;
}
