import { dirname, join, resolve } from "node:path";
import { UserError } from "../../core/errors.ts";
import { readIfThere } from "../state/state-folder.ts";
import { type ProjectApp, parseProjectApp } from "./project-app.ts";

/** `portcullis.json` beside the stacks: what a project wants of its local cloud. */
export interface ProjectFile {
  /** Absolute path of the list of people to make at the first start. */
  readonly peopleFile: string | undefined;
  readonly app: ProjectApp | undefined;
}

const NAME = "portcullis.json";
const MEMBERS = new Set(["people", "app"]);

export function readProjectFile(workingFolder: string): ProjectFile {
  const file = join(workingFolder, NAME);
  const text = readIfThere(file)?.toString("utf8");
  if (text === undefined) return { peopleFile: undefined, app: undefined };
  const content = parse(file, text);
  const unknown = Object.keys(content).find((name) => !MEMBERS.has(name));
  if (unknown !== undefined) throw new UserError(`${file}: unknown member ${JSON.stringify(unknown)}.`);
  const { people, app } = content;
  if (people !== undefined && typeof people !== "string") {
    throw new UserError(`${file}: "people" must be the path of a file.`);
  }
  return {
    peopleFile: people === undefined ? undefined : resolve(dirname(file), people),
    app: app === undefined ? undefined : parseProjectApp(file, app),
  };
}

function parse(file: string, text: string): Record<string, unknown> {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new UserError(`${file} is not valid JSON: ${(error as Error).message}`);
  }
  if (typeof content !== "object" || content === null || Array.isArray(content)) {
    throw new UserError(`${file} must hold an object.`);
  }
  return content as Record<string, unknown>;
}
