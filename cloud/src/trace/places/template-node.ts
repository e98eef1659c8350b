import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";

interface Source {
  readonly lines: LineCounter;
  readonly resolve: (node: Node) => Node | undefined;
}

/** A part of a template, JSON or YAML, that knows its line. What is not there is undefined, never an error. */
export class TemplateNode {
  /** From 1; of the name under which it stands. */
  readonly line: number;
  readonly #node: Node | undefined;
  readonly #source: Source;

  constructor(node: unknown, line: number, source: Source) {
    this.#node = isAlias(node) ? source.resolve(node) : ((node ?? undefined) as Node | undefined);
    this.line = line;
    this.#source = source;
  }

  /** Text of a scalar, also of a tagged one: `Api` for `!Ref Api`. */
  get text(): string | undefined {
    return isScalar(this.#node) ? String(this.#node.value) : undefined;
  }

  /** The part below these names; undefined where one of them is missing. */
  at(...names: readonly string[]): TemplateNode | undefined {
    const [first, ...rest] = names;
    if (first === undefined) return this;
    return this.entries()
      .find(([name]) => name === first)?.[1]
      .at(...rest);
  }

  entries(): readonly (readonly [name: string, part: TemplateNode])[] {
    if (!isMap(this.#node)) return [];
    return this.#node.items.flatMap(({ key, value }) =>
      isScalar(key) ? [[String(key.value), this.#part(value, key)] as const] : [],
    );
  }

  /** Items of a list; what is no list is its own only item, as in policies. */
  items(): readonly TemplateNode[] {
    return isSeq(this.#node) ? this.#node.items.map((item) => this.#part(item, item as Node)) : [this];
  }

  #part(node: unknown, from: Node): TemplateNode {
    const offset = from.range?.[0];
    const line = offset === undefined ? this.line : this.#source.lines.linePos(offset).line;
    return new TemplateNode(node, line, this.#source);
  }
}

/** The template as it is written, or undefined when it cannot be read as one. */
export function parseTemplateNode(text: string): TemplateNode | undefined {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    version: "1.1",
    uniqueKeys: false,
    logLevel: "silent",
    lineCounter: lines,
  });
  if (document.errors.length > 0) return undefined;
  const resolve = (node: Node): Node | undefined => (isAlias(node) ? node.resolve(document) : node);
  return new TemplateNode(document.contents, 1, { lines, resolve });
}
