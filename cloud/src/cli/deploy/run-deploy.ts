import { existsSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { UserError } from "../../core/errors.ts";
import { appConfigOf, appConfigText } from "../../runtime/app/config/app-config.ts";
import { writeIfChanged } from "../../runtime/app/config/write-if-changed.ts";
import { readProjectFile } from "../../runtime/project/project-file.ts";
import { findOutput, type StackOutputs } from "../../runtime/stack-outputs.ts";
import { askText, hasTerminal } from "../ask.ts";
import { describeStacks } from "../aws/describe-stacks.ts";
import { invite } from "../aws/user-pools.ts";
import { type CommandContext, type Options, textOption } from "../command.ts";
import { assertConfirmed } from "../confirm.ts";
import { parametersOf } from "../parameters.ts";
import { assertSam, samDeploy } from "./sam.ts";
import { readSamFolders, type SamFolder } from "./sam-folder.ts";
import { type DeployTarget, findTarget } from "./target.ts";

interface DeployFlags {
  readonly options: Options;
  /** `Key=Value` */
  readonly parameters: readonly string[];
}

const USER_POOL_OUTPUT = "UserPoolId";
const NOTHING_DEPLOYED = "Nothing was deployed.";

/** Checks what is needed, asks, deploys the folders in order, and hands on what the stacks say. */
export async function runDeploy(
  folders: readonly string[],
  { options, parameters }: DeployFlags,
  context: CommandContext,
): Promise<void> {
  const { workingFolder } = context;
  const stacks = await readSamFolders(folders, parametersOf(parameters), workingFolder);
  const given = emailOf(textOption(options, "admin"));
  assertSam(context.environment);
  const target = await findTarget(options, context);
  const email = given ?? (await askForEmail(stacks, options));
  const names = stacks.map(({ stackName }) => stackName);
  const question = `Deploy ${names.join(", ")} to ${target.title}?`;
  await assertConfirmed(question, options, { refusal: NOTHING_DEPLOYED });
  for (const [index, stack] of stacks.entries()) {
    context.print(`\n[${index + 1}/${stacks.length}] ${stack.stackName} to ${target.title}`);
    await samDeploy(stack, target, workingFolder);
  }
  const outputs = await describeStacks(target.aws, names);
  printOutputs(outputs, context);
  writeAppConfig(outputs, { target, options, context });
  await inviteAdministrator(outputs, email, { target, options, context });
}

function printOutputs(stacks: readonly StackOutputs[], context: CommandContext): void {
  context.print("");
  for (const { name, outputs } of stacks) {
    context.print(name);
    for (const [key, value] of Object.entries(outputs)) context.print(`  ${key.padEnd(20)} ${value}`);
  }
}

interface Aftermath {
  readonly target: DeployTarget;
  readonly options: Options;
  readonly context: CommandContext;
}

/** Where portcullis.json or the option says; a project without an app has nowhere. */
function writeAppConfig(outputs: readonly StackOutputs[], { target, options, context }: Aftermath): void {
  const { workingFolder } = context;
  const given = textOption(options, "appConfig");
  const file =
    given === undefined ? readProjectFile(workingFolder).app?.configFile : resolve(workingFolder, given);
  if (file === undefined || !existsSync(dirname(file))) return;
  const config = appConfigOf(outputs, {
    region: target.aws.region,
    userPoolEndpoint: target.userPoolEndpoint,
    only: [],
    nextCommand: "npx portcullis app-config --help",
  });
  const changed = writeIfChanged(file, appConfigText(config));
  const name = relative(workingFolder, file);
  context.print(`\nThe app's configuration, ${name}, is ${changed ? "written" : "up to date"}.`);
}

async function inviteAdministrator(
  outputs: readonly StackOutputs[],
  email: string | undefined,
  { target, options, context }: Aftermath,
): Promise<void> {
  if (!outputs.some((stack) => Object.hasOwn(stack.outputs, USER_POOL_OUTPUT))) return;
  const group = textOption(options, "adminGroup") ?? "Admins";
  if (email === undefined) {
    context.print(`\nNobody was invited. Later: the same command with --admin <email>.`);
    return;
  }
  const userPoolId = findOutput(outputs, USER_POOL_OUTPUT, {
    only: [],
    nextCommand: "npx portcullis deploy --help",
  });
  const isNew = await invite(target.aws, userPoolId, { email, group });
  context.print(`\n${email} is ${isNew ? "invited and " : ""}in ${group}.`);
  if (!isNew) return;
  context.print(
    target.isLocal
      ? "The temporary password is in the mailbox: npx portcullis mail"
      : "Cognito sent the temporary password by e-mail; it is good for seven days.",
  );
}

/** Everything is asked before anything is made: nobody waits for a deployment to be asked again. */
async function askForEmail(stacks: readonly SamFolder[], options: Options): Promise<string | undefined> {
  if (options["yes"] === true || !hasTerminal()) return undefined;
  if (!stacks.some(({ outputs }) => outputs.includes(USER_POOL_OUTPUT))) return undefined;
  const answer = await askText({
    message: "E-mail of an administrator to invite (Enter for nobody)",
    problemOf: (text) =>
      text === "" || isEmail(text) ? undefined : `${JSON.stringify(text)} is no e-mail address.`,
  });
  if (answer === undefined) throw new UserError(NOTHING_DEPLOYED);
  return answer === "" ? undefined : answer;
}

function emailOf(given: string | undefined): string | undefined {
  if (given === undefined || isEmail(given)) return given;
  throw new UserError(`--admin must be an e-mail address, not ${JSON.stringify(given)}.`);
}

function isEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) && text.length <= 128;
}
