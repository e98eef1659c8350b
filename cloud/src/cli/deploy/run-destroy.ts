import { UserError } from "../../core/errors.ts";
import { countObjects, emptyBucket } from "../aws/bucket-contents.ts";
import { importingStacks } from "../aws/importing-stacks.ts";
import { stackResources } from "../aws/stack-resources.ts";
import { unprotectUserPool, userPoolFacts } from "../aws/user-pools.ts";
import type { CommandContext, Options } from "../command.ts";
import { assertMayBeLost, type Data } from "./data-loss.ts";
import { deleteStack } from "./delete-stack.ts";
import { assertSam, samDelete } from "./sam.ts";
import { readSamFolders, type SamFolder } from "./sam-folder.ts";
import { type DeployTarget, findTarget } from "./target.ts";

interface Doomed {
  readonly stack: SamFolder;
  readonly data: readonly Data[];
}

/** Deletes the stacks of the folders, the last one first. */
export async function runDestroy(
  folders: readonly string[],
  options: Options,
  context: CommandContext,
): Promise<void> {
  if (folders.length === 0) {
    throw new UserError(
      "There is nothing to delete.",
      `npx portcullis destroy <folder with a template>${options["local"] === true ? " --local" : ""}`,
    );
  }
  const stacks = await readSamFolders(folders, {}, context.workingFolder);
  const isLocal = options["local"] === true;
  if (!isLocal) assertSam(context.environment);
  const target = await findTarget(options, context);
  const doomed = await findDoomed([...stacks].reverse(), target, context);
  if (doomed.length === 0) return;
  await assertUnused(doomed, target);
  const names = doomed.map(({ stack }) => stack.stackName).join(", ");
  const data = doomed.flatMap((each) => each.data);
  await assertMayBeLost(data, { what: `${names} from ${target.title}`, options, print: context.print });
  for (const { stack, data: held } of doomed) {
    for (const { release } of held) await release();
    if (isLocal) await deleteStack(target.aws, stack.stackName);
    else await samDelete(stack, target, context.workingFolder);
  }
  context.print(`\n${names}: deleted.`);
}

/** Each stack may only be used by those that go before it; nothing is touched before that is clear. */
async function assertUnused(doomed: readonly Doomed[], target: DeployTarget): Promise<void> {
  const gone = new Set<string>();
  for (const { stack } of doomed) {
    const users = [...(await importingStacks(target.aws, stack.stackName))].filter((name) => !gone.has(name));
    if (users.length > 0) {
      throw new UserError(
        `Nothing was deleted: ${users.join(", ")} uses exports of ${stack.stackName} and goes first.`,
      );
    }
    gone.add(stack.stackName);
  }
}

async function findDoomed(
  stacks: readonly SamFolder[],
  target: DeployTarget,
  context: CommandContext,
): Promise<readonly Doomed[]> {
  const doomed: Doomed[] = [];
  for (const stack of stacks) {
    const resources = await stackResources(target.aws, stack.stackName);
    if (resources === undefined) {
      context.print(`There is no stack ${stack.stackName} in ${target.title}.`);
      continue;
    }
    const data: Data[] = [];
    for (const { type, physicalId } of resources) {
      const found = await DATA_BY_TYPE.get(type)?.(target, physicalId);
      if (found !== undefined) data.push(found);
    }
    doomed.push({ stack, data });
  }
  return doomed;
}

type FindData = (target: DeployTarget, physicalId: string) => Promise<Data>;

const DATA_BY_TYPE: ReadonlyMap<string, FindData> = new Map<string, FindData>([
  ["AWS::S3::Bucket", bucketData],
  ["AWS::Cognito::UserPool", userPoolData],
]);

async function bucketData({ aws }: DeployTarget, bucket: string): Promise<Data> {
  const count = await countObjects(aws, bucket);
  return {
    title: `the bucket ${bucket} with ${counted(count, "object")}`,
    holds: count > 0,
    // Older versions may be there where no object shows.
    release: () => emptyBucket(aws, bucket),
  };
}

async function userPoolData({ aws }: DeployTarget, userPoolId: string): Promise<Data> {
  const { people, isProtected } = await userPoolFacts(aws, userPoolId);
  return {
    title: `the user pool ${userPoolId} with about ${counted(people, "account")}${isProtected ? ", protected from deletion" : ""}`,
    holds: people > 0 || isProtected,
    release: async () => {
      if (isProtected) await unprotectUserPool(aws, userPoolId);
    },
  };
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
