import { Command as Program } from "commander";
import { AwsError, UserError } from "../core/errors.ts";
import { printable } from "../core/printable.ts";
import { withState as commandsFor } from "../core/shown-commands.ts";
import { VERSION } from "../core/version.ts";
import { endWithReader } from "./closed-pipe.ts";
import { type Command, type CommandContext, textOption } from "./command.ts";
import { COMMANDS } from "./commands.ts";

/** The program `portcullis`. */
async function main(argv: readonly string[]): Promise<void> {
  const program = new Program("portcullis")
    .description("Runs SAM + Cognito projects whole on one machine, with the same refusals as AWS.")
    .version(VERSION)
    .showHelpAfterError("(--help shows how it is used)")
    .enablePositionalOptions();
  const groups = new Map<string, Program>();
  for (const command of COMMANDS) addCommand(program, groups, command);
  describeGroups(groups, { user: "Invite, list and change people." });
  const mistake = await addProjectCommands(program, argv[2]);
  // A broken module must not hide how the rest is used.
  if (mistake !== undefined) program.on("afterAllHelp", () => report(mistake));
  await program.parseAsync([...argv]);
}

const ASKS_FOR_HELP = new Set([undefined, "help", "--help", "-h"]);

/**
 * Adds the commands of the project in this folder, which are loaded when one of them, or help, is
 * asked for. Returns the mistake that keeps them away where help is shown all the same.
 */
async function addProjectCommands(
  program: Program,
  word: string | undefined,
): Promise<UserError | undefined> {
  const own = new Set(program.commands.map((command) => command.name()));
  const isHelp = ASKS_FOR_HELP.has(word);
  if (!isHelp && (own.has(word ?? "") || word?.startsWith("-") === true)) return undefined;
  try {
    const { loadProjectCommands } = await import("./project/project-commands.ts");
    const found = await loadProjectCommands(process.cwd(), own);
    if (found === undefined) return undefined;
    program.commandsGroup(`Commands of ${found.project}:`);
    const groups = new Map<string, Program>();
    for (const command of found.commands) addCommand(program, groups, command);
    describeGroups(groups, found.groups);
    return undefined;
  } catch (error) {
    if (isHelp && error instanceof UserError) return error;
    throw error;
  }
}

function addCommand(program: Program, groups: Map<string, Program>, command: Command): void {
  const words = command.name.split(" ");
  const parent = words.length === 1 ? program : groupOf(program, groups, words[0] ?? "");
  const sub = parent.command(words.at(-1) ?? "").description(command.summary);
  for (const { syntax, description } of command.args) sub.argument(syntax, description);
  for (const { flags, description } of command.options) sub.option(flags, description);
  if (command.examples.length > 0) {
    sub.addHelpText("after", `\nExamples:\n${command.examples.map((text) => `  $ ${text}`).join("\n")}`);
  }
  const { usageExitCode } = command;
  if (usageExitCode !== undefined)
    sub.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : usageExitCode));
  sub.action(async (...given: unknown[]) => {
    const options = given.at(-2) as Record<string, string | boolean | undefined>;
    const args = given
      .slice(0, -2)
      .flat()
      .filter((value): value is string => typeof value === "string");
    await command.run(args, options, terminal()).catch((error: unknown) => {
      throw withState(error, textOption(options, "state"));
    });
  });
}

function groupOf(program: Program, groups: Map<string, Program>, name: string): Program {
  const known = groups.get(name);
  if (known !== undefined) return known;
  const group = program.command(name);
  groups.set(name, group);
  return group;
}

function describeGroups(
  groups: ReadonlyMap<string, Program>,
  summaries: Readonly<Record<string, string>>,
): void {
  for (const [name, group] of groups) group.description(summaries[name] ?? "");
}

function terminal(): CommandContext {
  return {
    workingFolder: process.cwd(),
    environment: process.env,
    print: (line) => process.stdout.write(`${printable(line)}\n`),
    printStyled: (line) => process.stdout.write(`${line}\n`),
    hint: (line) => process.stderr.write(`${printable(line)}\n`),
  };
}

/** A person's mistake is one line and the next command; anything else shows where it came from. */
function report(error: unknown): void {
  process.stderr.write(`${printable(textOf(error))}\n`);
  process.exitCode = 1;
}

function textOf(error: unknown): string {
  if (error instanceof UserError) {
    const { message, nextCommand } = error;
    return nextCommand === undefined ? message : `${message}\nTry: ${nextCommand}`;
  }
  if (error instanceof AwsError) return `${error.code}: ${error.message}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** What AWS says no to, where a command shows what there is. */
const NEXT: ReadonlyMap<string, string> = new Map([["UserNotFoundException", "npx portcullis user list"]]);

/** Commands that a mistake names are for the state folder that was given. */
function withState(error: unknown, state: string | undefined): unknown {
  const next = error instanceof AwsError ? NEXT.get(error.code) : undefined;
  if (next !== undefined) return new UserError(textOf(error), commandsFor(next, state));
  if (!(error instanceof UserError)) return error;
  const { message, nextCommand } = error;
  return new UserError(
    commandsFor(message, state),
    nextCommand === undefined ? undefined : commandsFor(nextCommand, state),
  );
}

endWithReader(process);
main(process.argv).catch(report);
