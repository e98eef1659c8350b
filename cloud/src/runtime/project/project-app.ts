import { dirname, resolve, sep } from "node:path";
import { UserError } from "../../core/errors.ts";
import { assertKnownMembers, listOf, objectOf, quoted, stringOf, stringsOf } from "./members.ts";

/** The member `app` of `portcullis.json`: a single-page app that is built and served. */
export interface ProjectApp {
  /** As the file names it, for messages. */
  readonly name: string;
  /** Absolute path of the folder with its `package.json`. */
  readonly folder: string;
  /** npm script that builds it. */
  readonly build: string;
  /** Absolute path of what the build writes. */
  readonly output: string;
  /** Absolute path of the file that native builds read their addresses from. */
  readonly configFile: string | undefined;
  /** Paths below the folder that are no sources, `/` between the parts. */
  readonly ignore: readonly string[];
  /** Template parameters that follow the app's address; see `app-parameters.ts`. */
  readonly parameters: Readonly<Record<string, string>>;
}

const MEMBERS = new Set(["folder", "build", "output", "config", "ignore", "parameters"]);

export function parseProjectApp(file: string, value: unknown): ProjectApp {
  const members = objectOf(value, `${file}: "app"`);
  assertKnownMembers(members, MEMBERS, `${file}: "app" has an`);
  const say = (name: string) => `${file}: "app.${name}"`;
  const name = stringOf(members["folder"], say("folder"));
  const folder = resolve(dirname(file), name);
  const inside = (member: string, fallback?: string): string =>
    pathInside(folder, stringOf(members[member] ?? fallback, say(member)), say(member));
  return {
    name,
    folder,
    build: scriptOf(stringOf(members["build"] ?? "build", say("build")), say("build")),
    output: inside("output", "dist"),
    configFile: members["config"] === undefined ? undefined : inside("config"),
    ignore: listOf(members["ignore"] ?? [], say("ignore"), "paths"),
    parameters: stringsOf(members["parameters"] ?? {}, say("parameters")),
  };
}

/** A script's name becomes an argument of npm: it may be no option. */
function scriptOf(name: string, what: string): string {
  if (/^[A-Za-z0-9][\w:.-]*$/.test(name)) return name;
  throw new UserError(`${what} must be the name of an npm script, not ${quoted(name)}.`);
}

function pathInside(folder: string, path: string, what: string): string {
  const full = resolve(folder, path);
  if (full.startsWith(`${folder}${sep}`)) return full;
  throw new UserError(`${what} must be a path inside of the app's folder, not ${quoted(path)}.`);
}
