import type { OperationRow } from "./table.ts";

/** What the router looks at. */
export interface RoutableRequest {
  readonly method: string;
  /** Percent-encoded, begins with `/`. */
  readonly path: string;
  /** Without `?`. */
  readonly query: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>;
}

export interface RouteMatch {
  readonly operation: string;
  /** Values of the labels of the address, decoded, by the `wireName` of the members. */
  readonly labels: ReadonlyMap<string, string>;
}

/** Which operation of a REST service a request means, among all that AWS has. */
export interface OperationRouter {
  match(request: RoutableRequest): RouteMatch | undefined;
  /** Methods that are served at the path, whatever the query says. */
  methodsAt(path: string): readonly string[];
}

interface Segment {
  readonly literal?: string;
  readonly label?: string;
  /** Takes the rest of the path. */
  readonly greedy?: boolean;
}

interface Binding {
  readonly operation: string;
  readonly method: string;
  readonly segments: readonly Segment[];
  /** Parameters that have to be there; with a value where the address has one. */
  readonly query: readonly (readonly [name: string, value: string | undefined])[];
  readonly headers: readonly string[];
}

/** Bindings are tried from the most specific to the least. */
export function createOperationRouter(rows: Readonly<Record<string, OperationRow>>): OperationRouter {
  const bindings = Object.entries(rows)
    .map(([operation, row]) => bindingOf(operation, row))
    .sort((a, b) => comparePriority(a, b) || Number(isDeprecated(rows, a)) - Number(isDeprecated(rows, b)));
  return {
    match: ({ method, path, query, headers }) => {
      const parts = path.split("/").slice(1);
      const parameters = new URLSearchParams(query);
      for (const binding of bindings) {
        if (binding.method !== method) continue;
        if (!binding.query.every(([name, value]) => hasParameter(parameters, name, value))) continue;
        if (!binding.headers.every((name) => headers[name] !== undefined)) continue;
        const labels = matchSegments(binding.segments, parts);
        if (labels !== undefined) return { operation: binding.operation, labels };
      }
      return undefined;
    },
    methodsAt: (path) => {
      const parts = path.split("/").slice(1);
      const there = bindings.filter(({ segments }) => matchSegments(segments, parts) !== undefined);
      return [...new Set(there.map(({ method }) => method))];
    },
  };
}

function isDeprecated(rows: Readonly<Record<string, OperationRow>>, { operation }: Binding): boolean {
  return rows[operation]?.deprecated === true;
}

function bindingOf(operation: string, row: OperationRow): Binding {
  const [path = "/", query = ""] = (row.uri ?? "/").split("?");
  return {
    operation,
    method: row.method ?? "POST",
    segments: path.split("/").slice(1).map(segmentOf),
    query: [
      ...query.split("&").filter(Boolean).map(literalParameter),
      ...(row.needsQuery ?? []).map((name) => [name, undefined] as const),
    ],
    headers: row.needsHeaders ?? [],
  };
}

function segmentOf(text: string): Segment {
  const label = /^\{(\w+)(\+?)\}$/.exec(text);
  if (label === null) return { literal: text };
  const [, name = "", plus] = label;
  return plus === "+" ? { label: name, greedy: true } : { label: name };
}

function literalParameter(text: string): readonly [string, string | undefined] {
  const [name = "", value] = text.split("=");
  return [name, value];
}

/** Literals before labels from the left, longer paths before shorter, then what asks for more. */
function comparePriority(a: Binding, b: Binding): number {
  const length = Math.max(a.segments.length, b.segments.length);
  for (let index = 0; index < length; index += 1) {
    const difference = rank(b.segments[index]) - rank(a.segments[index]);
    if (difference !== 0) return difference;
  }
  return weight(b) - weight(a);
}

function rank(segment: Segment | undefined): number {
  if (segment === undefined) return 0;
  if (segment.literal !== undefined) return segment.literal === "" ? 1 : 4;
  return segment.greedy === true ? 2 : 3;
}

/** A literal value says more than a name, a name more than a header. */
function weight({ query, headers }: Binding): number {
  const values = query.filter(([, value]) => value !== undefined).length;
  return 4 * query.length + 2 * values + headers.length;
}

function hasParameter(parameters: URLSearchParams, name: string, value: string | undefined): boolean {
  return value === undefined ? parameters.has(name) : parameters.get(name) === value;
}

/** A slash at the end says nothing, except in a greedy label. */
function matchSegments(
  segments: readonly Segment[],
  parts: readonly string[],
): ReadonlyMap<string, string> | undefined {
  const labels = new Map<string, string>();
  for (const [index, segment] of segments.entries()) {
    const isRest = segment.greedy === true;
    const text = isRest ? parts.slice(index).join("/") : parts[index];
    if (segment.literal !== undefined) {
      if (segment.literal !== (text ?? "")) return undefined;
      continue;
    }
    const value = text === undefined || text === "" ? undefined : decoded(text);
    if (value === undefined) return undefined;
    labels.set(segment.label ?? "", value);
    if (isRest) return labels;
  }
  const surplus = parts.slice(segments.length);
  return surplus.length === 0 || (surplus.length === 1 && surplus[0] === "") ? labels : undefined;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
