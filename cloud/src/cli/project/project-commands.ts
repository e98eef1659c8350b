import { existsSync } from "node:fs";
import { UserError } from "../../core/errors.ts";
import { loadModule } from "../../runtime/project/load-module.ts";
import { readProjectFile } from "../../runtime/project/project-file.ts";
import {
  API_OPTION,
  BUCKET_OPTION,
  CLIENT_OPTION,
  type Command,
  type Option,
  POOL_OPTION,
  STATE_OPTION,
} from "../command.ts";
import type { ProjectCommand } from "./project-command.ts";
import { projectContext } from "./project-context.ts";

export interface ProjectCommands {
  /** Name of the project, for the heading. */
  readonly project: string;
  readonly commands: readonly Command[];
  /** What the first word of two stands for. */
  readonly groups: Readonly<Record<string, string>>;
}

const RESOURCE_OPTIONS: ReadonlyMap<unknown, Option> = new Map([
  ["pool", POOL_OPTION],
  ["client", CLIENT_OPTION],
  ["bucket", BUCKET_OPTION],
  ["api", API_OPTION],
]);

/**
 * The commands of the project in `workingFolder`; none when its portcullis.json names none.
 * @param taken first words of Portcullis's own commands
 * @throws UserError when the module is missing, cannot be loaded or exports what is no list of commands
 */
export async function loadProjectCommands(
  workingFolder: string,
  taken: ReadonlySet<string>,
): Promise<ProjectCommands | undefined> {
  const { name, commandsFile } = readProjectFile(workingFolder);
  if (commandsFile === undefined) return undefined;
  if (!existsSync(commandsFile)) {
    throw new UserError(`portcullis.json: "commands" names ${commandsFile}, which does not exist.`);
  }
  const { commands, groups = {} } = await loadModule(commandsFile, (address) => import(address));
  if (!Array.isArray(commands)) throw new UserError(`${commandsFile} must export a list "commands".`);
  const seen = new Set<string>();
  return {
    project: name,
    groups: groups as Record<string, string>,
    commands: commands.map((command: unknown, index) => {
      assertCommand(command, { file: commandsFile, index, taken, seen });
      return asCommand(command);
    }),
  };
}

function assertCommand(
  value: unknown,
  where: { file: string; index: number; taken: ReadonlySet<string>; seen: Set<string> },
): asserts value is ProjectCommand {
  const { file, index, taken, seen } = where;
  const refuse = (why: string): never => {
    throw new UserError(`${file}: ${why}`);
  };
  const command = value as Partial<ProjectCommand> | null;
  const name = command?.name;
  if (typeof name !== "string" || !/^[a-z][\w-]*(?: [a-z][\w-]*)?$/.test(name)) {
    return refuse(`command ${index + 1} needs a "name" of one or two words.`);
  }
  if (typeof command?.summary !== "string") refuse(`the command "${name}" needs a "summary".`);
  if (typeof command?.run !== "function") refuse(`the command "${name}" needs a function "run".`);
  const unknown = command?.resources?.find((resource) => !RESOURCE_OPTIONS.has(resource));
  if (unknown !== undefined) {
    refuse(`"resources" of "${name}" has ${JSON.stringify(unknown)}; there are pool, client, bucket, api.`);
  }
  if (taken.has(name.split(" ")[0] ?? "")) refuse(`"${name}" begins like a command of Portcullis itself.`);
  if (seen.has(name)) refuse(`there are two commands "${name}".`);
  seen.add(name);
}

function asCommand(command: ProjectCommand): Command {
  const { name, summary, args = [], options = [], examples = [], resources = [] } = command;
  const chosen = resources.flatMap((resource) => RESOURCE_OPTIONS.get(resource) ?? []);
  return {
    name,
    summary,
    args,
    options: [...options, ...chosen, STATE_OPTION],
    examples,
    run: async (given, values, context) => command.run(given, values, projectContext(values, context)),
  };
}
