import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";

/** Where things stand in the template of a stack, as the person wrote it. */
export interface TemplateSource {
  /** As it is shown: relative to where the command runs. */
  readonly file: string;
  /** The line of the deepest part of the path that is there; undefined when not even its first is. */
  lineOf(path: readonly (string | number)[]): number | undefined;
  /** The value there as plain data, short tags left out. */
  valueAt(path: readonly (string | number)[]): unknown;
}

/** @param text a template in YAML or JSON; one that cannot be read has no lines */
export function createTemplateSource(file: string, text: string): TemplateSource {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, logLevel: "silent", uniqueKeys: false });
  const walk = (path: readonly (string | number)[]) => {
    let node: unknown = document.contents;
    let at: Node | undefined;
    let depth = 0;
    for (const step of path) {
      const next = childOf(node, step);
      if (next === undefined) break;
      node = next.value;
      at = next.at;
      depth += 1;
    }
    return { node, at, isWhole: depth === path.length };
  };
  return {
    file,
    lineOf: (path) => {
      const offset = walk(path).at?.range?.[0];
      return offset === undefined ? undefined : lines.linePos(offset).line;
    },
    valueAt: (path) => {
      const { node, isWhole } = walk(path);
      return isWhole ? plain(node) : undefined;
    },
  };
}

/** The value of a step, and the node at which it begins: its key, or the element itself. */
function childOf(node: unknown, step: string | number): { value: unknown; at: Node } | undefined {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
    return pair === undefined ? undefined : { value: pair.value, at: pair.key as Node };
  }
  if (isSeq(node)) {
    const item = node.items[Number(step)] as Node | undefined;
    return item === undefined ? undefined : { value: item, at: item };
  }
  return undefined;
}

function plain(node: unknown): unknown {
  if (isMap(node))
    return Object.fromEntries(
      node.items.map(({ key, value }) => [String((key as { value?: unknown }).value), plain(value)]),
    );
  if (isSeq(node)) return node.items.map(plain);
  return isScalar(node) ? node.value : undefined;
}
