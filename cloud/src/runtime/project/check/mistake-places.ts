import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from "yaml";
import { nearestName } from "./nearest-name.ts";

/** Where a template says something, from 1, and what a person would look for there. */
export interface MistakePlace {
  readonly line: number;
  readonly column: number;
  /** `!Ref Job` */
  readonly text: string;
  /** A name of the template that is nearly the same. */
  readonly nearest: string | undefined;
}

/** `shop/template.yaml:4:70  !Ref Job (is Jobs meant?)` */
export function mistakePlaceText(file: string, { line, column, text, nearest }: MistakePlace): string {
  return `${file}:${line}:${column}  ${text}${nearest === undefined ? "" : ` (is ${nearest} meant?)`}`;
}

/** What AWS's text names, which says no place itself. */
interface Wanted {
  readonly names: readonly string[];
  readonly attribute?: string;
  readonly among: readonly ("Conditions" | "Parameters" | "Resources")[];
}

const ANYTHING = ["Parameters", "Resources"] as const;

const TEXTS: readonly (readonly [form: RegExp, wanted: (...groups: string[]) => Wanted])[] = [
  [/resource dependencies \[([\w, .:]*)\]/, (names) => ({ names: names.split(", "), among: ANYTHING })],
  [
    /Unresolved dependencies \[([\w, .:]*)\]/,
    (names) => ({ names: names.split(", "), among: ["Parameters"] }),
  ],
  [
    /instance of Fn::GetAtt references undefined resource ([^\s.]{1,255})/,
    (name) => ({ names: [name], among: ["Resources"] }),
  ],
  [
    /resource ([^\s.]{1,255}) does not support attribute type (\S{1,255}) in Fn::GetAtt/,
    (name, attribute) => ({ names: [name], attribute, among: [] }),
  ],
  [/nresolved condition dependency (\w+)/, (name) => ({ names: [name], among: ["Conditions"] })],
];

/** Finds where a template says what a refusal of AWS names without a place. */
export type PlacesOf = (message: string) => readonly MistakePlace[];

/** @param text the template as it is written, YAML or JSON */
export function mistakePlaces(text: string): PlacesOf {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    version: "1.1",
    uniqueKeys: false,
    logLevel: "silent",
    lineCounter: lines,
  });
  if (document.errors.length > 0) return () => [];
  const mentions = mentionsIn(document.contents, text);
  const namesOf = (section: string): string[] => {
    const node = isMap(document.contents) ? document.contents.get(section) : undefined;
    return isMap(node) ? node.items.flatMap(({ key }) => (isScalar(key) ? [String(key.value)] : [])) : [];
  };
  return (message) => {
    const wanted = wantedBy(message);
    if (wanted === undefined) return [];
    const known = wanted.among.flatMap(namesOf);
    const isMeant = (mention: Mention): boolean =>
      wanted.names.includes(mention.name) &&
      (wanted.attribute === undefined || wanted.attribute === mention.attribute);
    return mentions.filter(isMeant).map(({ name, offset, text: said }) => {
      const { line, col } = lines.linePos(offset);
      return { line, column: col, text: said, nearest: nearestName(name, known) };
    });
  };
}

function wantedBy(message: string): Wanted | undefined {
  for (const [form, wanted] of TEXTS) {
    const found = form.exec(message);
    if (found !== null) return wanted(...found.slice(1));
  }
  return undefined;
}

/** A place that names a resource, a parameter or a condition. */
interface Mention {
  readonly name: string;
  readonly attribute?: string;
  readonly offset: number;
  readonly text: string;
}

function mentionsIn(contents: unknown, source: string): Mention[] {
  const found: Mention[] = [];
  const note = (called: string, node: unknown): void => {
    for (const mention of READERS.get(called)?.(node, source) ?? []) {
      const text = mention.text === "" ? `${called} ${nameOf(mention)}` : mention.text;
      found.push({ ...mention, text });
    }
  };
  visit(contents as Node, {
    Pair: (_key, { key, value }) => {
      if (isScalar(key)) note(String(key.value), value);
    },
    Scalar: (_key, node) => note(node.tag ?? "", node),
    Seq: (_key, node) => note(node.tag ?? "", node),
  });
  return found.toSorted((one, other) => one.offset - other.offset);
}

function nameOf({ name, attribute }: Mention): string {
  return attribute === undefined ? name : `${name}.${attribute}`;
}

type Reader = (node: unknown, source: string) => Mention[];

const one: Reader = (node) => (isScalar(node) ? [{ name: String(node.value), ...at(node), text: "" }] : []);

const many: Reader = (node, source) =>
  isSeq(node) ? node.items.flatMap((item) => one(item, source)) : one(node, source);

/** `A.B`, or a list of both; an attribute may have dots of its own. */
const attribute: Reader = (node) => {
  const [first, ...rest] = isSeq(node)
    ? node.items.map((item) => (isScalar(item) ? String(item.value) : ""))
    : isScalar(node)
      ? String(node.value).split(".")
      : [];
  return first === undefined ? [] : [{ name: first, attribute: rest.join("."), ...at(node), text: "" }];
};

/** The names in the text of `Fn::Sub`, each at its own place. */
const substitution: Reader = (node, source) => {
  const text = isSeq(node) ? node.items[0] : node;
  if (!isScalar(text) || !text.range) return [];
  const [begin, end] = text.range;
  return [...source.slice(begin, end).matchAll(/\$\{([^!${}][^${}]{0,300})\}/g)].map((match) => {
    const [name = "", ...rest] = (match[1] ?? "").trim().split(".");
    return {
      name,
      ...(rest.length === 0 ? {} : { attribute: rest.join(".") }),
      offset: begin + match.index,
      text: match[0],
    };
  });
};

/** By the name of a key or a tag, which a template may choose: `constructor` is one. */
const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["!Condition", one],
  ["!GetAtt", attribute],
  ["!If", (node, source) => (isSeq(node) ? one(node.items[0], source) : [])],
  ["!Ref", one],
  ["!Sub", substitution],
  ["Condition", one],
  ["DependsOn", many],
  ["Fn::GetAtt", attribute],
  ["Fn::If", (node, source) => (isSeq(node) ? one(node.items[0], source) : [])],
  ["Fn::Sub", substitution],
  ["Ref", one],
]);

function at(node: unknown): { readonly offset: number } {
  const range = isScalar(node) || isSeq(node) || isAlias(node) ? node.range : undefined;
  return { offset: range?.[0] ?? 0 };
}

/** What a YAML parser says of a text that is none; undefined where it takes it. */
export function yamlComplaint(text: string): string | undefined {
  const [error] = parseDocument(text, {
    version: "1.1",
    uniqueKeys: false,
    logLevel: "silent",
    prettyErrors: false,
  }).errors;
  return error?.message;
}
