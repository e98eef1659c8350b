import { UserError } from "../../core/errors.ts";
import { checkProject, type ProjectCheck } from "../../runtime/project/check/check-project.ts";
import { openScratchCloud } from "../../runtime/project/check/scratch-cloud.ts";
import { givenProject } from "../../runtime/project/find-project.ts";
import { readSettings } from "../../runtime/settings.ts";
import { createInterpreterFinder } from "../../services/lambda/interpreters/index.ts";
import type { CommandContext } from "../command.ts";
import { parametersOf } from "../parameters.ts";
import { checkLines, checkReport } from "./report.ts";

export interface CheckFlags {
  readonly [name: string]: unknown;
  readonly parameters: readonly string[];
  readonly leaveOut: readonly string[];
}

/** All of it runs here; something does not; something is wrong for AWS as well, or the command was. */
const CHECK_EXIT = { fine: 0, unsupported: 1, broken: 2 } as const;

/** Checks folders one after another and prints what it finds. Returns the exit code. */
export async function runCheck(
  folders: readonly string[],
  flags: CheckFlags,
  context: CommandContext,
): Promise<number> {
  try {
    const checks = await checkAll(folders, flags, context);
    if (flags["json"] === true) context.print(JSON.stringify(checkReport(checks, context.workingFolder)));
    else for (const line of checkLines(checks, context.workingFolder)) context.print(line);
    return exitCodeOf(checks);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    context.hint(error.message);
    if (error.nextCommand !== undefined) context.hint(`Try: ${error.nextCommand}`);
    return CHECK_EXIT.broken;
  }
}

async function checkAll(
  given: readonly string[],
  flags: CheckFlags,
  { workingFolder, environment }: CommandContext,
): Promise<ProjectCheck[]> {
  const folders = await Promise.all(given.map((one) => givenProject(workingFolder, one, "check")));
  const { config } = readSettings(cloudFlags(flags), environment, workingFolder);
  const {
    accountId,
    region,
    python,
    java,
    ruby,
    allowRetiredRuntimes = false,
    built = false,
    leaveOut = [],
  } = config;
  const scratch = openScratchCloud({ accountId, region });
  const options = {
    scope: { accountId, region },
    engine: scratch.engine,
    findInterpreter: createInterpreterFinder({ python, java, ruby }, environment),
    allowsRetired: allowRetiredRuntimes,
    isBuilt: built,
    leaveOut: new Set(leaveOut),
    parameters: parametersOf(flags.parameters),
    exports: new Map<string, string>(),
  };
  try {
    const checks: ProjectCheck[] = [];
    for (const folder of folders) checks.push(await checkProject(folder, options));
    return checks;
  } finally {
    await scratch.close();
  }
}

function cloudFlags(flags: CheckFlags) {
  const texts = ["account", "java", "python", "region", "ruby"].flatMap((name) => {
    const value = flags[name];
    return typeof value === "string" ? [[name, value]] : [];
  });
  return {
    ...Object.fromEntries(texts),
    allowRetiredRuntimes: flags["allowRetiredRuntimes"] === true,
    built: flags["built"] === true,
    leaveOut: flags.leaveOut,
  };
}

function exitCodeOf(checks: readonly ProjectCheck[]): number {
  if (checks.some(({ mistakes }) => mistakes.length > 0)) return CHECK_EXIT.broken;
  return checks.some(({ unsupported }) => unsupported.length > 0) ? CHECK_EXIT.unsupported : CHECK_EXIT.fine;
}
