/**
 * What a refusal names of a template, as paths of which the first that is written is meant. AWS's texts
 * have no lines: they name keys, each kind of text in a form of its own.
 *
 * @param logicalId of the resource that it is about; empty where it is about none
 */
export function namedPaths(logicalId: string, message: string): readonly (readonly string[])[] {
  if (logicalId === "") return ofSections(message);
  const event = /Event with id \[(\w{1,255})\]/.exec(message)?.[1];
  const below = ["Resources", logicalId, "Properties", ...(event === undefined ? [] : ["Events", event])];
  const named = [...violationPaths(message), ...operationPaths(message), ...wordPaths(message)].map(
    (path) => [...below, ...path],
  );
  return [...named, below];
}

const LISTED =
  /(Parameters|Circular dependency between resources|Circular dependency between conditions): \[(\w{1,255})/;
const LISTED_IN: Readonly<Record<string, string>> = {
  Parameters: "Parameters",
  "Circular dependency between resources": "Resources",
  "Circular dependency between conditions": "Conditions",
};
const GLOBALS =
  /'Globals' section is invalid\.(?: '(\w{1,255})' is not (?:a supported property of '(\w{1,255})'|supported))?/;

function ofSections(message: string): string[][] {
  const globals = GLOBALS.exec(message);
  if (globals !== null) {
    const [, name, kind] = globals;
    return [["Globals", ...(kind === undefined ? [] : [kind]), ...(name === undefined ? [] : [name])]];
  }
  const written = pathIn(message);
  if (written !== undefined) return [written];
  const [, section = "", first = ""] = LISTED.exec(message) ?? [];
  return first === "" ? [] : [[LISTED_IN[section] ?? "", first]];
}

/** `[/Resources/Fn/Properties/Timeout] 'null' values are not allowed in templates` */
function pathIn(message: string): string[] | undefined {
  const start = message.indexOf("[/");
  const end = message.indexOf("]", start);
  return start === -1 || end === -1 ? undefined : message.slice(start + 2, end).split("/");
}

/** `#/Tags/0: extraneous key [Colour] is not permitted` of a schema. */
function violationPaths(message: string): string[][] {
  const found = /^#((?:\/[^\s/:]{1,255}){0,20}): (?:extraneous key \[([^\]]{1,255})\])?/m.exec(message);
  if (found === null) return [];
  const [, pointer = "", extraneous] = found;
  const steps = pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  return [[...steps, ...(extraneous === undefined ? [] : [extraneous])]];
}

/** `… of GET /orders`, in a document of the API. */
function operationPaths(message: string): string[][] {
  const [, method = "", path = ""] = / of ([A-Z]{3,7}) (\/\S{0,1000})/.exec(message) ?? [];
  if (method === "") return [];
  return ["DefinitionBody", "Body"].map((property) => [property, "paths", path, method.toLowerCase()]);
}

/** Names in quotes, behind the word property, and at the beginning; a member of an API begins with a small letter. */
function wordPaths(message: string): string[][] {
  const words = [
    ...message.matchAll(
      /(?:'|[Pp]roperty )([A-Za-z]\w{0,100}(?:\.\w{1,100}){0,10})|^([A-Z]\w{0,100}(?:\.\w{1,100}){0,10}) /g,
    ),
  ].map((match) => match[1] ?? match[2] ?? "");
  return words.flatMap((word) => {
    const path = word.split(".");
    return [path, [`${word.slice(0, 1).toUpperCase()}${path[0]?.slice(1) ?? ""}`, ...path.slice(1)]];
  });
}
