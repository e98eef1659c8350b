import {
  Composer,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Lexer,
  LineCounter,
  type Node,
  type Scalar,
  type YAMLMap,
} from "yaml";
import type { Value } from "../../core/ports/resource-provider.ts";
import { notSupported, templateFormatError } from "../shared/errors.ts";
import { keepFloats, markFloat } from "./floats.ts";
import { MAX_DEPTH, MAX_NODES } from "./limits.ts";
import { isValueMap, type ValueMap, valueMap } from "./value.ts";
import { lenientLexer, parseTokens } from "./yaml-tokens.ts";

/** Tags of YAML 1.1 that CloudFormation does not know: what looks like one stays a string. */
const FOREIGN_TAGS = new Set(["binary", "omap", "pairs", "set", "timestamp", "merge"]);
/** Tags that say what the value is anyway. */
const CORE_TAGS = new Set(["bool", "float", "int", "map", "null", "seq", "str"]);
const CORE_TAG = "tag:yaml.org,2002:";

/** Told of a key that a map has twice, and the line of the second. */
export type OnRepeatedKey = (key: string, line: number) => void;

/**
 * Parses a YAML 1.1 template with CloudFormation's short tags into the same value JSON would
 * give: `!Ref A` → `{ Ref: "A" }`, `!GetAtt A.B` → `{ "Fn::GetAtt": ["A", "B"] }`.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html
 */
export function parseYamlTemplate(text: string, onRepeatedKey: OnRepeatedKey): Value {
  const strict = documentsOf(text);
  const isLenient = strict.documents[0]?.errors[0] !== undefined;
  const lenient = isLenient ? documentsOf(text, lenientLexer()) : strict;
  // Where both fail, the stricter reader is nearer to the place.
  const { documents, lines } = lenient.documents[0]?.errors[0] === undefined ? lenient : strict;
  const [document, second] = documents;
  const failure = document?.errors[0];
  if (failure !== undefined) throw malformed(lines, failure.pos[0]);
  if (second !== undefined) throw malformed(lines, second.range[0]);
  if (document === undefined || document.contents === null) {
    throw templateFormatError("unsupported structure.");
  }
  return new Converter(lines, onRepeatedKey).convert(document.contents, 0);
}

function documentsOf(text: string, lexer?: Lexer) {
  const lines = new LineCounter();
  const tokens = parseTokens(text, lines, lexer);
  const composer = new Composer({
    version: "1.1",
    uniqueKeys: false,
    resolveKnownTags: false,
    customTags: (tags) =>
      tags.filter((tag) => {
        const name = typeof tag === "string" ? tag : tag.tag.slice(CORE_TAG.length);
        return !FOREIGN_TAGS.has(name);
      }),
  });
  return { lines, documents: [...composer.compose(tokens)] };
}

function malformed(lines: LineCounter, offset: number): Error {
  return templateFormatError(`YAML not well-formed. ${at(lines, offset)}`);
}

function at(lines: LineCounter, offset: number): string {
  const { line, col } = lines.linePos(offset);
  return `(line ${line}, column ${col})`;
}

/** A quoted one is a key like others. */
function isMergeKey(key: Node): boolean {
  return isScalar(key) && key.type === "PLAIN" && key.value === "<<";
}

class Converter {
  readonly #lines: LineCounter;
  /** Anchors seen so far; an alias means the last one of its name. */
  readonly #anchors = new Map<string, Node>();
  readonly #onRepeatedKey: OnRepeatedKey;
  #nodes = 0;

  constructor(lines: LineCounter, onRepeatedKey: OnRepeatedKey) {
    this.#lines = lines;
    this.#onRepeatedKey = onRepeatedKey;
  }

  /** CFN-LIMITS: nodes are counted after aliases are followed. */
  convert(node: Node, depth: number): Value {
    this.#nodes += 1;
    if (this.#nodes > MAX_NODES) throw templateFormatError("YAML aliases expand to too many values.");
    if (depth > MAX_DEPTH) {
      throw templateFormatError(`Nested deeper than ${MAX_DEPTH} levels. ${this.#at(node)}`);
    }
    if (isAlias(node)) {
      const target = this.#anchors.get(node.source);
      if (target === undefined) throw malformed(this.#lines, node.range?.[0] ?? 0);
      return this.convert(target, depth + 1);
    }
    if ((isMap(node) || isSeq(node) || isScalar(node)) && node.anchor !== undefined) {
      this.#anchors.set(node.anchor, node);
    }
    return this.#tagged(node, this.#plain(node, depth));
  }

  #plain(node: Node, depth: number): Value {
    if (isMap(node)) return this.#map(node, depth);
    if (isSeq(node)) {
      const list = node.items.map((item) => this.convert(item as Node, depth + 1));
      for (const [index, item] of node.items.entries())
        if (isWholeFloat(item)) markFloat(list, String(index));
      return list;
    }
    if (isScalar(node)) return scalarValue(node);
    return null;
  }

  #map(node: YAMLMap, depth: number): Value {
    const seen = new Set<string>();
    const entries = node.items.map((pair): [string, Value] => {
      const key = pair.key as Node;
      const name = keyName(isAlias(key) ? this.#anchors.get(key.source) : key);
      if (name === undefined) throw malformed(this.#lines, key.range?.[0] ?? 0);
      // The last one counts, as for SAM's reader.
      if (seen.has(name)) this.#onRepeatedKey(name, this.#lines.linePos(key.range?.[0] ?? 0).line);
      seen.add(name);
      const value = pair.value as Node | null;
      return [name, value === null ? null : this.convert(value, depth + 1)];
    });
    const merged = node.items.map(({ key }) => key as Node).find(isMergeKey);
    const map = merged === undefined ? valueMap(entries) : this.#merged(entries, merged);
    for (const { key, value } of node.items) {
      if (isWholeFloat(value)) markFloat(map, keyName(key as Node) ?? "");
    }
    return map;
  }

  /** As SAM's reader has it: what is merged comes first, of several the first counts, and what is written over all. */
  #merged(entries: readonly [string, Value][], key: Node): ValueMap {
    const merged = entries.flatMap(([name, value]) => (name === "<<" ? [value] : []));
    const maps = merged.flatMap((one) => (Array.isArray(one) ? one.toReversed() : [one]));
    if (!maps.every(isValueMap)) throw malformed(this.#lines, key.range?.[0] ?? 0);
    const written = entries.filter(([name]) => name !== "<<");
    const map = valueMap([...maps.flatMap((one) => Object.entries(one)), ...written]);
    for (const one of maps) keepFloats(one, map);
    return map;
  }

  #tagged(node: Node, plain: Value): Value {
    const tag = node.tag;
    if (tag === undefined || tag === "!") return plain;
    if (tag.startsWith(CORE_TAG)) {
      const name = tag.slice(CORE_TAG.length);
      if (CORE_TAGS.has(name)) return plain;
      if (!FOREIGN_TAGS.has(name)) throw malformed(this.#lines, node.range?.[0] ?? 0);
      throw notSupported(`The YAML tag !!${name} ${this.#at(node)}`);
    }
    if (!tag.startsWith("!")) throw malformed(this.#lines, node.range?.[0] ?? 0);
    const name = tag.slice(1);
    if (name === "Ref" || name === "Condition") return { [name]: plain };
    if (name === "GetAtt" && typeof plain === "string") return { "Fn::GetAtt": splitAttribute(plain) };
    return valueMap([[`Fn::${name}`, plain]]);
  }

  #at(node: Node): string {
    return at(this.#lines, node.range?.[0] ?? 0);
  }
}

/** `1.0`, not `1`. */
function isWholeFloat(node: unknown): boolean {
  return isScalar(node) && Number.isInteger(node.value) && node.source?.includes(".") === true;
}

function keyName(key: Node | undefined): string | undefined {
  if (!isScalar(key)) return undefined;
  return key.source ?? String(key.value);
}

function scalarValue(node: Scalar): Value {
  const value = node.value;
  if (typeof value === "number") {
    return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))
      ? value
      : (node.source ?? String(value));
  }
  // A single letter is a text for every parser in use, whatever YAML 1.1 says.
  if (typeof value === "boolean" && node.source?.length === 1) return node.source;
  if (typeof value === "string" || typeof value === "boolean") return value;
  return value === null || value === undefined ? null : String(value);
}

/** `A.B.C` is attribute `B.C` of resource `A`. */
function splitAttribute(text: string): string[] {
  const dot = text.indexOf(".");
  return dot === -1 ? [text] : [text.slice(0, dot), text.slice(dot + 1)];
}
