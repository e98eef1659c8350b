import { parseTemplateNode, type TemplateNode } from "../../../trace/places/template-node.ts";
import { type WrittenSource, writtenSource } from "../../../trace/places/written-source.ts";

/** Where a template says something. */
export interface WrittenPlace {
  /** From 1: of the key of the property that is meant, else of the key of its resource. */
  readonly line: number;
  /** What a transform made it of, as far as its id does not say so: `the event Get of Hello`. */
  readonly madeBy?: string;
}

/**
 * Finds where something of a template is written: the deepest part that it has of a path, for what a
 * transform made, of what it was made. Of several paths the first is meant whose property is written.
 */
export type PlaceOf = (...paths: readonly (readonly string[])[]) => WrittenPlace | undefined;

/** @param text the template as it is written, YAML or JSON */
export function placesIn(text: string): PlaceOf {
  const root = parseTemplateNode(text);
  if (root === undefined) return placesByIndent(text);
  return (...paths) => {
    const places = paths.flatMap((path) => placeOf(root, path) ?? []);
    const found = places.find(({ isProperty }) => isProperty) ?? places[0];
    if (found === undefined) return undefined;
    const { isProperty: _, ...place } = found;
    return place;
  };
}

function placeOf(
  root: TemplateNode,
  [section, name, ...rest]: readonly string[],
): (WrittenPlace & { readonly isProperty: boolean }) | undefined {
  if (section === undefined) return undefined;
  if (section !== "Resources" || name === undefined) {
    const found = deepest(root, [section, ...(name === undefined ? [] : [name]), ...rest]);
    return found && { line: found.line, isProperty: true };
  }
  const source = writtenSource(root, name);
  if (source === undefined) return undefined;
  const { logicalId, part, resource } = source;
  const property = part === resource ? partOf(resource, rest) : undefined;
  const place = { line: (property ?? part).line, isProperty: property !== undefined };
  return logicalId === name ? place : { ...place, madeBy: madeBy(source) };
}

function madeBy({ logicalId, cause, others }: WrittenSource): string {
  const what = cause === undefined ? logicalId : `${cause} of ${logicalId}`;
  return others === 0 ? what : `${what} and ${others} more`;
}

/** `Properties` alone says nothing that the resource does not. */
function partOf(resource: TemplateNode, [first, ...rest]: readonly string[]): TemplateNode | undefined {
  if (first === undefined) return undefined;
  const from = resource.at(first);
  if (from === undefined) return undefined;
  return deepest(from, rest) ?? (first === "Properties" ? undefined : from);
}

/** Undefined when not even the first step is there. */
function deepest(from: TemplateNode, path: readonly string[]): TemplateNode | undefined {
  let found: TemplateNode | undefined;
  let node = from;
  for (const name of path) {
    const next = node.at(name) ?? (/^\d+$/.test(name) ? node.items()[Number(name)] : undefined);
    if (next === undefined) break;
    found = next;
    node = next;
  }
  return found;
}

/** Of a template that another reader of YAML takes: the lines of its resources, by how they are indented. */
function placesByIndent(text: string): PlaceOf {
  const lines = text.split("\n");
  const start = lines.findIndex((line) => /^["']?Resources["']?:/.test(line));
  const found = new Map<string, number>();
  let indent: string | undefined;
  for (const [index, line] of lines.entries()) {
    if (index <= start || start === -1 || /^\s*(?:#|$)/.test(line)) continue;
    const [, spaces = "", id] = /^( {0,40})["']?(\w{1,255})["']?:/.exec(line) ?? [];
    indent ??= spaces;
    if (spaces === "" && id !== undefined) break;
    if (id !== undefined && spaces === indent && !found.has(id)) found.set(id, index + 1);
  }
  return ([section, name = ""] = []) => {
    const ids = [...found.keys()].filter((id) => name.startsWith(id));
    const [longest = ""] = ids.sort((one, other) => other.length - one.length);
    const line = section === "Resources" ? found.get(longest) : undefined;
    return line === undefined ? undefined : { line };
  };
}
