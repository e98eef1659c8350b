import { existsSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { UserError } from "../../core/errors.ts";
import { appConfigText } from "../../runtime/app/config/app-config.ts";
import { writeIfChanged } from "../../runtime/app/config/write-if-changed.ts";
import { readProjectFile } from "../../runtime/project/project-file.ts";
import type { StackOutputs } from "../../runtime/stack-outputs.ts";
import { askText, hasTerminal } from "../ask.ts";
import { appConfigOnAws, finderOnAws } from "../aws/app-config-on-aws.ts";
import { describeStacks } from "../aws/describe-stacks.ts";
import { invite } from "../aws/user-pools.ts";
import { type CommandContext, type Options, textOption } from "../command.ts";
import { assertConfirmed } from "../confirm.ts";
import { parametersOf } from "../parameters.ts";
import { forAppAddress } from "./app-address.ts";
import { assertSam, samDeploy } from "./sam.ts";
import { readSamFolders, type SamFolder } from "./sam-folder.ts";
import { type DeployTarget, findTarget } from "./target.ts";

interface DeployFlags {
  readonly options: Options;
  /** `Key=Value` */
  readonly parameters: readonly string[];
}

const NOTHING_DEPLOYED = "Nothing was deployed.";

/** Checks what is needed, asks, deploys the folders in order, and hands on what the stacks say. */
export async function runDeploy(
  folders: readonly string[],
  { options, parameters }: DeployFlags,
  context: CommandContext,
): Promise<void> {
  const { workingFolder } = context;
  const chosen = parametersOf(parameters);
  const read = await readSamFolders(folders, chosen, workingFolder);
  const given = emailOf(textOption(options, "admin"));
  assertSam(context.environment);
  const target = await findTarget(options, context);
  const email = given ?? (await askForEmail(read, options));
  const { app } = readProjectFile(workingFolder);
  const stacks = forAppAddress(read, { app, address: target.appAddress, chosen });
  const names = stacks.map(({ stackName }) => stackName);
  const question = `Deploy ${names.join(", ")} to ${target.title}?`;
  await assertConfirmed(question, options, { refusal: NOTHING_DEPLOYED });
  for (const [index, stack] of stacks.entries()) {
    context.print(`\n[${index + 1}/${stacks.length}] ${stack.stackName} to ${target.title}`);
    await samDeploy(stack, target, workingFolder);
  }
  const outputs = await describeStacks(target.aws, names);
  printOutputs(outputs, context);
  await writeAppConfig(names, { target, options, context });
  if (stacks.some(({ hasUserPool }) => hasUserPool)) {
    await inviteAdministrator(names, email, { target, options, context });
  }
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
async function writeAppConfig(
  stacks: readonly string[],
  { target, options, context }: Aftermath,
): Promise<void> {
  const { workingFolder } = context;
  const { app, chosen } = readProjectFile(workingFolder);
  const given = textOption(options, "appConfig");
  const file = given === undefined ? app?.configFile : resolve(workingFolder, given);
  if (file === undefined || !existsSync(dirname(file))) return;
  const pool = textOption(options, "pool") ?? chosen.pool;
  const config = await appConfigOnAws(target.aws, {
    stacks,
    chosen: { ...chosen, pool },
    userPoolEndpoint: target.userPoolEndpoint,
  });
  const changed = writeIfChanged(file, appConfigText(config));
  const name = relative(workingFolder, file);
  context.print(`\nThe app's configuration, ${name}, is ${changed ? "written" : "up to date"}.`);
}

async function inviteAdministrator(
  stacks: readonly string[],
  email: string | undefined,
  { target, options, context }: Aftermath,
): Promise<void> {
  if (email === undefined) {
    context.print(`\nNobody was invited. Later: the same command with --admin <email>.`);
    return;
  }
  const pool = textOption(options, "pool") ?? readProjectFile(context.workingFolder).chosen.pool;
  const userPoolId = await finderOnAws(target.aws, stacks).userPool(pool);
  const group = textOption(options, "adminGroup");
  const isNew = await invite(target.aws, userPoolId, { email, group });
  context.print(`\n${email} is ${invitedText(isNew, group)}.`);
  if (!isNew) return;
  context.print(
    target.isLocal
      ? "The temporary password is in the mailbox: npx portcullis mail"
      : "Cognito sent the temporary password by e-mail; it is good for seven days.",
  );
}

function invitedText(isNew: boolean, group: string | undefined): string {
  if (group === undefined) return isNew ? "invited" : "in the user pool";
  return `${isNew ? "invited and " : ""}in ${group}`;
}

/** Everything is asked before anything is made: nobody waits for a deployment to be asked again. */
async function askForEmail(stacks: readonly SamFolder[], options: Options): Promise<string | undefined> {
  if (options["yes"] === true || !hasTerminal()) return undefined;
  if (!stacks.some(({ hasUserPool }) => hasUserPool)) return undefined;
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
