import { readAppClient, readUserPool } from "../../runtime/client/deployed/user-pool.ts";
import type { AuditTarget } from "../target.ts";
import type { AppClient, DeployedResource, UserPool } from "./deployment.ts";
import { type JsonObject, textAt } from "./json.ts";

/** The user pools of the stacks with their clients, as the service describes them now. */
export async function readPools(
  target: AuditTarget,
  resources: readonly DeployedResource[],
): Promise<UserPool[]> {
  const clients = resources.filter(({ type }) => type === "AWS::Cognito::UserPoolClient");
  const pools = resources.filter(({ type }) => type === "AWS::Cognito::UserPool");
  return Promise.all(pools.map((resource) => readPool(target, resource, clients)));
}

async function readPool(
  target: AuditTarget,
  resource: DeployedResource,
  clients: readonly DeployedResource[],
): Promise<UserPool> {
  const UserPoolId = resource.physicalId;
  const { pool, groups, clientIds } = await readUserPool<JsonObject>(target, UserPoolId);
  const own = clients.filter(({ physicalId }) => clientIds.includes(physicalId));
  return {
    id: UserPoolId,
    arn: textAt(pool, "Arn"),
    resource,
    settings: pool,
    clients: await Promise.all(own.map((client) => readClient(target, UserPoolId, client))),
    groups: groups.map(({ GroupName }) => GroupName),
    domain: textAt(pool, "Domain") || undefined,
  };
}

async function readClient(
  target: AuditTarget,
  UserPoolId: string,
  resource: DeployedResource,
): Promise<AppClient> {
  const settings = await readAppClient<JsonObject>(target, UserPoolId, resource.physicalId);
  return { id: resource.physicalId, resource, settings };
}
