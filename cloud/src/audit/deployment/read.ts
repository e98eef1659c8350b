import { readFunctionPolicy } from "../../runtime/client/deployed/function-policy.ts";
import type { AuditTarget, TargetStack } from "../target.ts";
import type { DeployedResource, Deployment } from "./deployment.ts";
import { documentOf, type JsonObject, objectsAt } from "./json.ts";
import { readPools } from "./pools.ts";
import { resolveResources } from "./resolve.ts";
import { readRestApis } from "./rest-apis.ts";

/** Reads what is attacked, by operations that any administrator's client may call. */
export async function readDeployment(target: AuditTarget): Promise<Deployment> {
  const stacks = await target.stacks();
  const exports = await target.exports();
  const { region, accountId } = target;
  const resources: DeployedResource[] = [];
  const unreadable: string[] = [];
  const templates = new Map<string, JsonObject>();
  for (const stack of stacks) {
    try {
      const read = await resolveResources(stack, { region, accountId, exports });
      resources.push(...read.resources);
      templates.set(stack.name, read.template);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      unreadable.push(`the template of ${stack.name} cannot be read: ${error.message}`);
      resources.push(...bareResources(stack));
    }
  }
  return {
    region,
    accountId,
    resources,
    pools: await readPools(target, resources),
    apis: await readRestApis(target, resources),
    functionPolicies: await readFunctionPolicies(target, resources),
    unreadable,
    parameters: new Map(stacks.map(({ name, parameters }) => [name, parameters])),
    terminationProtection: new Map(
      stacks.map(({ name, terminationProtection }) => [name, terminationProtection]),
    ),
    templates,
  };
}

/** What there is, of a stack whose template says no more. */
function bareResources(stack: TargetStack): DeployedResource[] {
  return stack.resources.map(({ logicalId, physicalId, type }) => ({
    stack: stack.name,
    logicalId,
    physicalId,
    type,
    properties: {},
    metadata: {},
    deletionPolicy: "",
  }));
}

async function readFunctionPolicies(
  target: AuditTarget,
  resources: readonly DeployedResource[],
): Promise<Map<string, readonly JsonObject[]>> {
  const policies = new Map<string, readonly JsonObject[]>();
  for (const { type, physicalId } of resources) {
    if (type !== "AWS::Lambda::Function") continue;
    const policy = await readFunctionPolicy(target, physicalId);
    policies.set(physicalId, objectsAt(documentOf(policy), "Statement"));
  }
  return policies;
}
