import { isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument } from "yaml";

/** Lines of a template's text, by where a value stands in it. */
export interface SourceMap {
  readonly file: string;
  /** Logical ids that the person wrote. */
  readonly logicalIds: readonly string[];
  /**
   * The line of a member, or of the nearest member around it that there is.
   * @returns undefined when not even the first name of the path is there
   */
  lineOf(path: readonly (string | number)[]): number | undefined;
  /** The text of a member's value, with its tag and without what is behind it. */
  textOf(path: readonly (string | number)[]): string;
  valueOf(path: readonly (string | number)[]): unknown;
  /** What a member is, a function of CloudFormation being a value; undefined where it is not there. */
  shapeOf(path: readonly (string | number)[]): "map" | "list" | "value" | undefined;
}

/** Reads YAML or JSON; the short tags of CloudFormation are left as they are. */
export function readSourceMap(file: string, text: string): SourceMap {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    version: "1.1",
    uniqueKeys: false,
    logLevel: "silent",
    lineCounter: lines,
  });
  const find = (
    path: readonly (string | number)[],
  ): { readonly at: number; readonly node: Node | null }[] => {
    const found: { at: number; node: Node | null }[] = [];
    let node: Node | null = document.contents as Node | null;
    for (const name of path) {
      const next: { at: number; node: Node | null } | undefined = childOf(node, name);
      if (next === undefined) break;
      found.push(next);
      node = next.node;
    }
    return found;
  };
  const exact = (path: readonly (string | number)[]): Node | null => {
    const found = find(path);
    return found.length === path.length ? (found.at(-1)?.node ?? null) : null;
  };
  const resources = exact(["Resources"]);
  return {
    file,
    logicalIds: isMap(resources)
      ? resources.items.flatMap(({ key }) => (isScalar(key) ? [String(key.value)] : []))
      : [],
    lineOf: (path) => {
      const at = find(path).at(-1)?.at;
      return at === undefined ? undefined : lines.linePos(at).line;
    },
    textOf: (path) => {
      const node = exact(path);
      const range = node?.range;
      if (node === null || range === undefined || range === null) return "";
      const tag = node.tag?.startsWith("!") === true ? `${node.tag} ` : "";
      return `${tag}${text.slice(range[0], range[1])}`;
    },
    valueOf: (path) => exact(path)?.toJSON(),
    shapeOf: (path) => {
      const found = find(path);
      return found.length === path.length ? shapeOf(found.at(-1)?.node ?? null) : undefined;
    },
  };
}

function shapeOf(node: Node | null): "map" | "list" | "value" {
  if (node?.tag?.startsWith("!") === true) return "value";
  if (isSeq(node)) return "list";
  if (!isMap(node)) return "value";
  const [first] = node.items;
  const name = isScalar(first?.key) ? String(first.key.value) : "";
  return node.items.length === 1 && /^(?:Ref|Fn::\w+)$/.test(name) ? "value" : "map";
}

function childOf(
  node: Node | null,
  name: string | number,
): { readonly at: number; readonly node: Node | null } | undefined {
  if (isMap(node)) {
    const pair = (node.items as Pair<Node, Node | null>[]).find(
      ({ key }) => isScalar(key) && String(key.value) === String(name),
    );
    return pair === undefined ? undefined : { at: pair.key.range?.[0] ?? 0, node: pair.value };
  }
  if (isSeq(node) && typeof name === "number") {
    const item = node.items[name] as Node | undefined;
    return item === undefined ? undefined : { at: item.range?.[0] ?? 0, node: item };
  }
  return undefined;
}
