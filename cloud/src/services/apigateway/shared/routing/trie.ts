/** One path segment of the tree of routes. */
export interface RouteNode<Value> {
  readonly children: Map<string, RouteNode<Value>>;
  param: { readonly name: string; readonly node: RouteNode<Value> } | undefined;
  proxy: { readonly name: string; readonly node: RouteNode<Value> } | undefined;
  /** By HTTP method, `ANY` included; empty for a resource without methods. */
  readonly routes: Map<string, Value>;
}

export interface Match<Value> {
  readonly route: Value;
  /** Decoded values by parameter name; undefined when the path has none. */
  readonly parameters: Readonly<Record<string, string>> | undefined;
  /** The values as sent, in the order of the template's variables. */
  readonly values: readonly string[];
  /** The path with duplicate slashes folded, except inside a greedy value. */
  readonly path: string;
}

export function emptyNode<Value>(): RouteNode<Value> {
  return { children: new Map(), param: undefined, proxy: undefined, routes: new Map() };
}

/** The node of a template such as `/orders/{id}` in the tree under `root`, made when missing. */
export function nodeFor<Value>(
  root: RouteNode<Value>,
  template: { readonly path: string },
): RouteNode<Value> {
  let node = root;
  for (const part of template.path.split("/")) {
    if (part !== "") node = childFor(node, part);
  }
  return node;
}

function childFor<Value>(node: RouteNode<Value>, part: string): RouteNode<Value> {
  if (part.startsWith("{") && part.endsWith("+}")) {
    node.proxy ??= { name: part.slice(1, -2), node: emptyNode() };
    return node.proxy.node;
  }
  if (part.startsWith("{") && part.endsWith("}")) {
    node.param ??= { name: part.slice(1, -1), node: emptyNode() };
    return node.param.node;
  }
  let child = node.children.get(part);
  if (child === undefined) {
    child = emptyNode();
    node.children.set(part, child);
  }
  return child;
}

/**
 * Finds the route that serves a method on `path` (raw, beginning with `/`, without the stage): resource and
 * method are looked for together, so a resource that lacks the method leaves the call to a less exact one.
 * A static part beats `{name}` beats `{name+}`, a method of its own beats `ANY` of the same resource; a greedy
 * part takes at least one character.
 */
export function findRoute<Value>(
  root: RouteNode<Value>,
  method: string,
  path: string,
): Match<Value> | undefined {
  const walk: Walk = { method, path, segments: segmentsOf(path), bound: [] };
  const found = descend(walk, root, 0);
  if (found === undefined) return undefined;
  return {
    route: found.route,
    parameters: walk.bound.length === 0 ? undefined : parametersOf(walk.bound),
    values: walk.bound.filter((_text, index) => index % 2 === 1),
    path: foldedPath(walk, found.consumed),
  };
}

interface Segment {
  readonly text: string;
  readonly start: number;
}

interface Walk {
  readonly method: string;
  readonly path: string;
  readonly segments: readonly Segment[];
  /** Name, raw value, name, raw value … */
  readonly bound: string[];
}

interface Found<Value> {
  readonly route: Value;
  /** Segments before a greedy value; all of them when there is none. */
  readonly consumed: number;
}

function segmentsOf(path: string): Segment[] {
  const segments: Segment[] = [];
  let start = 0;
  for (let index = 0; index <= path.length; index += 1) {
    if (index < path.length && path.charCodeAt(index) !== SLASH) continue;
    if (index > start) segments.push({ text: path.slice(start, index), start });
    start = index + 1;
  }
  return segments;
}

const SLASH = 47;

function descend<Value>(walk: Walk, node: RouteNode<Value>, depth: number): Found<Value> | undefined {
  const segment = walk.segments[depth];
  if (segment === undefined) return served(walk, node, depth);
  const child = node.children.get(decoded(segment.text));
  const fixed = child === undefined ? undefined : descend(walk, child, depth + 1);
  if (fixed !== undefined) return fixed;
  if (node.param !== undefined) {
    const mark = walk.bound.length;
    walk.bound.push(node.param.name, segment.text);
    const found = descend(walk, node.param.node, depth + 1);
    if (found !== undefined) return found;
    walk.bound.length = mark;
  }
  const greedy = node.proxy === undefined ? undefined : served(walk, node.proxy.node, depth);
  if (node.proxy === undefined || greedy === undefined) return undefined;
  walk.bound.push(node.proxy.name, greedyValue(walk.path, segment.start));
  return greedy;
}

function served<Value>({ method }: Walk, { routes }: RouteNode<Value>, consumed: number) {
  const route = routes.get(method === "ANY" ? "" : method) ?? routes.get("ANY");
  return route === undefined ? undefined : { route, consumed };
}

/** The rest of the path without its trailing slash. */
function greedyValue(path: string, start: number): string {
  const end = path.endsWith("/") ? path.length - 1 : path.length;
  return path.slice(start, end);
}

function parametersOf(bound: readonly string[]): Record<string, string> {
  const parameters = Object.create(null) as Record<string, string>;
  for (let index = 0; index < bound.length; index += 2) {
    parameters[bound[index] ?? ""] = decoded(bound[index + 1] ?? "");
  }
  return parameters;
}

function foldedPath(walk: Walk, consumed: number): string {
  if (!walk.path.includes("//")) return walk.path;
  const rest = walk.segments[consumed];
  const head = walk.segments.slice(0, consumed).map((segment) => `/${segment.text}`);
  if (rest !== undefined) return `${head.join("")}/${walk.path.slice(rest.start)}`;
  return walk.path.endsWith("/") ? `${head.join("")}/` : head.join("");
}

/** Percent-decoded once; text that is no valid encoding stays as it is. */
function decoded(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
