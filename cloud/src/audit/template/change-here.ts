import { isMap, isScalar, isSeq, type Node, type Pair, parseDocument, stringify, type YAMLMap } from "yaml";
import type { SourceMap } from "./source-map.ts";

/**
 * A change as lines of what the person wrote: what is there already is shown and changed where it stands,
 * instead of being proposed a second time [AUDIT-16]. Words, and what the template does not have, stay as they are.
 * @param base where the properties of the resource stand
 */
export function changeHere(change: string, source: SourceMap, base: readonly string[]): string {
  const lines = change.split("\n");
  const text = lines
    .filter((line) => line.startsWith("+ "))
    .map((line) => line.slice(2))
    .join("\n");
  const proposed = proposalIn(text);
  const known = proposed?.items.map(keyOf).filter((key) => source.shapeOf([...base, key]) !== undefined);
  if (proposed === undefined || known === undefined || known.length === 0) return change;
  const given = new Map<string, string>();
  const edited = editsOf(proposed, { text, source, base, indent: "", given });
  const rest = lines.filter((line) => !line.startsWith("+ ") && !isAbout(line, known));
  const parameters = [...given].map(([name, value]) => `${name}=${value}`).join(" ");
  // All of it is as proposed: the finding is about something that these lines do not say.
  if (edited.every((line) => !/^[+-]/.test(line)) && parameters === "") return change;
  return [
    ...edited,
    ...(parameters === ""
      ? []
      : [
          `give the ${given.size === 1 ? "parameter" : "parameters"} in samconfig.toml or by --parameter: ${parameters}`,
        ]),
    ...rest,
  ].join("\n");
}

/** The block of `+` lines, where it is members of a resource and no words. */
function proposalIn(text: string): YAMLMap<Node, Node | null> | undefined {
  const document = parseDocument(text, { logLevel: "silent" });
  const { contents } = document;
  return document.errors.length === 0 && isMap(contents)
    ? (contents as YAMLMap<Node, Node | null>)
    : undefined;
}

function keyOf({ key }: Pair<Node, Node | null>): string {
  return isScalar(key) ? String(key.value) : "";
}

/** `- MfaConfiguration: "OFF"`, of a member whose own text is shown. */
function isAbout(line: string, known: readonly string[]): boolean {
  return known.some((key) => line.startsWith(`- ${key}:`));
}

interface Editing {
  /** What is proposed. */
  readonly text: string;
  readonly source: SourceMap;
  readonly base: readonly (string | number)[];
  readonly indent: string;
  /** Values of parameters, in place of an edit. */
  readonly given: Map<string, string>;
}

function editsOf(proposed: YAMLMap<Node, Node | null>, editing: Editing): readonly string[] {
  return proposed.items.flatMap((pair) => editOf(keyOf(pair), pair.value, editing));
}

function editOf(key: string, value: Node | null, editing: Editing): readonly string[] {
  const { source, indent } = editing;
  const here = [...editing.base, key];
  const shape = source.shapeOf(here);
  if (shape === undefined) return [`+ ${indent}${key}: ${flow(value, editing.text)}`];
  const inside = { ...editing, base: here, indent: `${indent}  ` };
  if (shape === "map" && isMap(value))
    return underName(key, indent, editsOf(value as YAMLMap<Node, Node | null>, inside));
  if (shape === "list" && isSeq(value) && value.items.every(isMap)) {
    return underName(
      key,
      indent,
      value.items.flatMap((item) => editOfItem(item as YAMLMap<Node, Node | null>, inside)),
    );
  }
  const written = source.textOf(here);
  const wanted = flow(value, editing.text);
  if (sameText(written, wanted)) return [];
  const parameter = parameterIn(written, source);
  const plain = plainValue(value);
  if (parameter !== undefined && plain !== undefined) {
    editing.given.set(parameter, plain);
    return [`  ${indent}${key}: ${oneLine(written)}`];
  }
  return [`- ${indent}${key}: ${oneLine(written)}`, `+ ${indent}${key}: ${wanted}`];
}

/** The lines around a change; nothing where nothing changes. */
function underName(key: string, indent: string, edits: readonly string[]): readonly string[] {
  return edits.length === 0 ? [] : [`  ${indent}${key}:`, ...edits];
}

/** Members that say which item of a list it is. */
const NAMES = ["HttpMethod", "ResourcePath"] as const;

function editOfItem(item: YAMLMap<Node, Node | null>, editing: Editing): readonly string[] {
  const wanted = item.toJSON() as Record<string, unknown>;
  const written = editing.source.valueOf(editing.base);
  const index = Array.isArray(written)
    ? written.findIndex((one: Record<string, unknown> | null) =>
        NAMES.every((name) => name in wanted && String(one?.[name]) === String(wanted[name])),
      )
    : -1;
  if (index === -1) return [`+ ${editing.indent}- ${flow(item, editing.text)}`];
  const base = [...editing.base, index];
  const edits = editsOf(item, { ...editing, base, indent: `${editing.indent}  ` });
  const names = NAMES.map((name) => `${name}: ${editing.source.textOf([...base, name])}`);
  return [
    `  ${editing.indent}- ${names[0]}`,
    ...names.slice(1).map((one) => `  ${editing.indent}  ${one}`),
    ...edits,
  ];
}

/** The one parameter of a value: its reference, or a choice that hangs on it. */
function parameterIn(written: string, source: SourceMap): string | undefined {
  if (!/^(?:!Ref |!If |\{ ?"?Ref"?:|"?Ref"?:)/.test(written)) return undefined;
  const words = new Set(written.split(/[^A-Za-z0-9]+/));
  const names = [...words].filter((name) => source.shapeOf(["Parameters", name]) !== undefined);
  return names.length === 1 ? names[0] : undefined;
}

/** A value as a parameter takes it; undefined for what none takes. */
function plainValue(value: Node | null): string | undefined {
  const only = isSeq(value) && value.items.length === 1 ? (value.items[0] as Node) : value;
  return isScalar(only) ? String(only.value) : undefined;
}

/** As it is proposed, on one line. */
function flow(value: Node | null, text: string): string {
  const range = value?.range;
  if (value === null || range === undefined || range === null) return "";
  const tag = value.tag?.startsWith("!") === true ? `${value.tag} ` : "";
  const own = text.slice(range[0], range[1]).trim();
  return `${tag}${own.includes("\n") ? stringify(value.toJSON(), FLOW).trim() : own}`;
}

const FLOW = { collectionStyle: "flow", lineWidth: 0 } as const;

function oneLine(text: string): string {
  return text
    .split("\n")
    .map((line) => line.trim())
    .join(" ")
    .trim();
}

function sameText(one: string, other: string): boolean {
  const plain = (text: string): string => oneLine(text).replace(/["'\s]/g, "");
  return plain(one) === plain(other);
}
