import { basename, dirname, join, resolve, sep } from "node:path";
import { UserError } from "../../core/errors.ts";
import { type AccessFile, parseAccess } from "./access-file.ts";
import { assertKnownMembers, listOf, optionalStringOf, quoted, stringOf, stringsOf } from "./members.ts";
import { type ProjectApp, parseProjectApp } from "./project-app.ts";
import { projectFolderOf } from "./project-path.ts";
import { readRegularFile } from "./read-regular-file.ts";

/** `portcullis.json` beside the stacks: what a project wants of its local cloud. */
export interface ProjectFile {
  /** For people: the heading of the project's own commands. */
  readonly name: string;
  /** Absolute path of the list of people to make at the first start. */
  readonly peopleFile: string | undefined;
  /** Absolute path of the module with the project's own commands. */
  readonly commandsFile: string | undefined;
  /** Absolute path of the module with the project's card on the console's start page. */
  readonly cardFile: string | undefined;
  /** Commands to show beside the addresses of a start, by the name of the line. */
  readonly hints: Readonly<Record<string, string>>;
  /** Which pool, app client and API people and app belong to, where there are several. */
  readonly chosen: { readonly pool?: string; readonly client?: string; readonly api?: string };
  readonly app: ProjectApp | undefined;
  /** Who is meant to be let in. */
  readonly access: AccessFile;
  /** Folders with a template, as the file lists them; undefined without a list. */
  readonly stacks: readonly string[] | undefined;
  /** Whether the stack of a folder or template belongs to this project: people and app are for no other's. */
  isOwn(project: string): boolean;
}

const NAME = "portcullis.json";
const CHOICES = ["pool", "client", "api"] as const;
const MEMBERS = new Set([
  "name",
  "stacks",
  "people",
  "commands",
  "card",
  "hints",
  "app",
  "access",
  ...CHOICES,
]);

/** Lines of a start that may carry a hint. */
const HINT_LINES = ["AWS", "Sign-in", "API", "MQTT", "Mailbox"];

/** @throws UserError when there is a file that cannot be read as one */
export function readProjectFile(workingFolder: string): ProjectFile {
  const file = join(workingFolder, NAME);
  const text = readRegularFile(file)?.toString("utf8");
  const content = text === undefined ? {} : parse(file, text);
  assertKnownMembers(content, MEMBERS, `${file}:`);
  const path = (member: string): string | undefined => {
    const value = content[member];
    if (value === undefined) return undefined;
    if (typeof value !== "string") throw new UserError(`${file}: "${member}" must be the path of a file.`);
    return resolve(dirname(file), value);
  };
  return {
    name: optionalStringOf(content["name"], `${file}: "name"`) ?? basename(resolve(workingFolder)),
    peopleFile: path("people"),
    commandsFile: path("commands"),
    cardFile: path("card"),
    hints: hintsOf(content["hints"] ?? {}, `${file}: "hints"`),
    chosen: chosenIn(content, file),
    app: content["app"] === undefined ? undefined : parseProjectApp(file, content["app"]),
    access: parseAccess(content["access"], `${file}: "access"`),
    stacks: stacksIn(content["stacks"], `${file}: "stacks"`),
    isOwn: ownership(workingFolder, content["stacks"], `${file}: "stacks"`),
  };
}

/** Folders that the file lists; without a list, every folder below the one the file is in. */
function ownership(workingFolder: string, stacks: unknown, what: string): (project: string) => boolean {
  const base = resolve(workingFolder);
  if (stacks === undefined) return (project) => project === base || project.startsWith(`${base}${sep}`);
  const own = new Set(listOf(stacks, what, "folders").map((folder) => resolve(base, folder)));
  return (project) => own.has(project) || own.has(projectFolderOf(project));
}

function stacksIn(stacks: unknown, what: string): readonly string[] | undefined {
  return stacks === undefined ? undefined : listOf(stacks, what, "folders");
}

function hintsOf(value: unknown, what: string): Record<string, string> {
  const hints = stringsOf(value, what);
  const unknown = Object.keys(hints).find((name) => !HINT_LINES.includes(name));
  if (unknown === undefined) return hints;
  throw new UserError(`${what}: there is no line ${quoted(unknown)}, only ${HINT_LINES.join(", ")}.`);
}

function chosenIn(content: Readonly<Record<string, unknown>>, file: string): ProjectFile["chosen"] {
  const given = CHOICES.filter((name) => content[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, stringOf(content[name], `${file}: "${name}"`)]));
}

function parse(file: string, text: string): Record<string, unknown> {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new UserError(`${file} is not valid JSON: ${(error as Error).message}`);
  }
  if (typeof content === "object" && content !== null && !Array.isArray(content)) {
    return content as Record<string, unknown>;
  }
  throw new UserError(`${file} must hold an object.`);
}
