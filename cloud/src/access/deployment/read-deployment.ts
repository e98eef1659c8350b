import type { Scope } from "../../core/arns.ts";
import type { CloudClient } from "../../runtime/client/cloud-client.ts";
import type { StackResources } from "../../runtime/resources/finder.ts";
import type { Deployment } from "./deployment.ts";
import { createNames } from "./names.ts";
import { query, queryAll, textIn } from "./query.ts";
import { readApis } from "./read-apis.ts";
import { readBuckets } from "./read-buckets.ts";
import { readBuses } from "./read-buses.ts";
import { readFunctions } from "./read-functions.ts";
import { readKeys, readKeysOf } from "./read-keys.ts";
import { readLayers } from "./read-layers.ts";
import { readPools } from "./read-pools.ts";
import { readQueues } from "./read-queues.ts";
import { readRoles } from "./read-roles.ts";
import { readRules, readSchedules } from "./read-senders.ts";
import { readParameters, readSecrets } from "./read-settings.ts";
import { readTables } from "./read-tables.ts";
import { readTopics } from "./read-topics.ts";
import type { Source } from "./source.ts";

/**
 * Everything that decides who may do what, asked of the running cloud by signed AWS operations.
 * @throws AwsError when the credentials may not read something
 */
export async function readDeployment(client: CloudClient, region: string): Promise<Deployment> {
  const { result } = await query(client, "sts", { Action: "GetCallerIdentity" });
  const scope: Scope = { accountId: textIn(result, "Account"), region };
  const names = createNames(await readStacks(client), scope.accountId);
  const source = { client, names, scope };
  const [apis, functions, roles, pools, buckets, doors, senders] = await Promise.all([
    readApis(source),
    readFunctions(source),
    readRoles(source),
    readPools(source),
    readBuckets(source),
    all(
      [readQueues, readTopics, readBuses, readKeys, readSecrets, readParameters, readTables, readLayers],
      source,
    ),
    all([readRules, readSchedules], source),
  ]);
  const keys = await readKeysOf(source, [...doors, ...buckets]);
  return { scope, names, apis, functions, roles, pools, buckets, doors, senders, keys };
}

async function all<Item>(
  readers: readonly ((source: Source) => Promise<Item[]>)[],
  source: Source,
): Promise<Item[]> {
  return (await Promise.all(readers.map((read) => read(source)))).flat();
}

async function readStacks(client: CloudClient): Promise<StackResources[]> {
  const stacks = await queryAll(client, "cloudformation", { Action: "DescribeStacks" }, "Stacks");
  return Promise.all(
    stacks.map(async (stack) => {
      const name = textIn(stack, "StackName");
      const resources = await queryAll(
        client,
        "cloudformation",
        { Action: "DescribeStackResources", StackName: name },
        "StackResources",
      );
      return {
        name,
        resources: resources
          .filter((resource) => textIn(resource, "ResourceStatus") !== "DELETE_COMPLETE")
          .map((resource) => ({
            logicalId: textIn(resource, "LogicalResourceId"),
            physicalId: textIn(resource, "PhysicalResourceId"),
            type: textIn(resource, "ResourceType"),
          })),
      };
    }),
  );
}
