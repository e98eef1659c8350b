import { isOfDomain, writtenResource } from "../../../trace/places/find-places.ts";
import { parseTemplateNode, type TemplateNode } from "../../../trace/places/template-node.ts";

/** Finds the line, from 1, at which something of a template is written; undefined where it is not. */
export type LineOf = (path: readonly string[]) => number | undefined;

/** The deepest part of a path that the template has; for what a transform made, of what it was made. */
export function linesOf(text: string): LineOf {
  const root = parseTemplateNode(text);
  if (root === undefined) return linesByIndent(text);
  return ([section, name, ...rest]) => {
    if (section === undefined) return undefined;
    if (section !== "Resources" || name === undefined)
      return deepest(root, [section, ...(name === undefined ? [] : [name]), ...rest])?.line;
    const owner = writtenResource(root, name);
    if (owner === undefined) return implicitApi(root, name)?.line;
    const { logicalId, resource } = owner;
    const made = isOfDomain(name) ? domainOf(resource) : eventOf(resource, name.slice(logicalId.length));
    return (made ?? deepest(resource, rest) ?? resource).line;
  };
}

/** The event of a function for which the transform made something: `Tick` for `FnTickPermission`. */
function eventOf(resource: TemplateNode, suffix: string): TemplateNode | undefined {
  const events = resource.at("Properties", "Events")?.entries() ?? [];
  return events.find(([name]) => suffix.startsWith(name))?.[1];
}

/** For what stands under no name of the API's: its custom domain. */
function domainOf(resource: TemplateNode): TemplateNode | undefined {
  return resource.at("Properties", "Domain");
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

/** The event for which the transform made an API that the template does not have. */
function implicitApi(root: TemplateNode, name: string): TemplateNode | undefined {
  const [, type] = IMPLICIT.find(([prefix]) => name.startsWith(prefix)) ?? [];
  const events = (root.at("Resources")?.entries() ?? []).flatMap(
    ([, resource]) => resource.at("Properties", "Events")?.entries() ?? [],
  );
  return events.find(([, event]) => type !== undefined && event.at("Type")?.text === type)?.[1];
}

const IMPLICIT = [
  ["ServerlessHttpApi", "HttpApi"],
  ["ServerlessRestApi", "Api"],
] as const;

/** Of a template that another reader of YAML takes: the lines of its resources, by how they are indented. */
function linesByIndent(text: string): LineOf {
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
  return ([section, name = ""]) => {
    const ids = [...found.keys()].filter((id) => name.startsWith(id));
    const [longest = ""] = ids.sort((one, other) => other.length - one.length);
    return section === "Resources" ? found.get(longest) : undefined;
  };
}
