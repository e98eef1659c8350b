import type { AuditTarget } from "../target.ts";
import type { AppClient, DeployedResource, UserPool } from "./deployment.ts";
import { type JsonObject, objectsAt, textAt } from "./json.ts";

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
  const { UserPool: settings } = await target.cognito<{ UserPool: JsonObject }>("DescribeUserPool", {
    UserPoolId,
  });
  const { Groups } = await target.cognito<{ Groups: JsonObject[] }>("ListGroups", { UserPoolId });
  return {
    id: UserPoolId,
    arn: textAt(settings, "Arn"),
    resource,
    settings,
    clients: await readClients(target, UserPoolId, clients),
    groups: objectsAt(Groups).map((group) => textAt(group, "GroupName")),
    domain: textAt(settings, "Domain") || undefined,
  };
}

async function readClients(
  target: AuditTarget,
  UserPoolId: string,
  clients: readonly DeployedResource[],
): Promise<AppClient[]> {
  const { UserPoolClients } = await target.cognito<{ UserPoolClients: { ClientId: string }[] }>(
    "ListUserPoolClients",
    { UserPoolId, MaxResults: 60 },
  );
  const ids = new Set(UserPoolClients.map(({ ClientId }) => ClientId));
  const own = clients.filter(({ physicalId }) => ids.has(physicalId));
  return Promise.all(
    own.map(async (resource) => {
      const { UserPoolClient } = await target.cognito<{ UserPoolClient: JsonObject }>(
        "DescribeUserPoolClient",
        { UserPoolId, ClientId: resource.physicalId },
      );
      return { id: resource.physicalId, resource, settings: UserPoolClient };
    }),
  );
}
