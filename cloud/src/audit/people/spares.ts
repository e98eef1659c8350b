import type { AppClient, UserPool } from "../deployment/deployment.ts";
import type { JsonObject } from "../deployment/json.ts";
import type { AuditTarget } from "../target.ts";

/** Pools, clients and groups that an attack needs and the deployment has not: on the local cloud alone. */
export interface Spares {
  /** A pool that no authorizer knows. */
  pool(): Promise<UserPool>;
  /** One more client of a pool. */
  client(pool: UserPool): Promise<AppClient>;
  group(pool: UserPool, name: string): Promise<void>;
  /** @returns what is still there */
  removeAll(): Promise<readonly string[]>;
}

export function createSpares(target: AuditTarget, runId: string): Spares {
  const removals: { readonly what: string; readonly run: () => Promise<unknown> }[] = [];
  const name = `portcullis-audit-${runId}`;
  const client = async (pool: UserPool): Promise<AppClient> => {
    const { UserPoolClient } = await target.cognito<{ UserPoolClient: JsonObject & { ClientId: string } }>(
      "CreateUserPoolClient",
      {
        UserPoolId: pool.id,
        ClientName: name,
        ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
      },
    );
    const ClientId = UserPoolClient.ClientId;
    removals.push({
      what: `app client ${ClientId}`,
      run: () => target.cognito("DeleteUserPoolClient", { UserPoolId: pool.id, ClientId }),
    });
    return { id: ClientId, resource: pool.resource, settings: UserPoolClient };
  };
  return {
    client,
    pool: async () => {
      const { UserPool: settings } = await target.cognito<{ UserPool: JsonObject & { Id: string } }>(
        "CreateUserPool",
        { PoolName: name },
      );
      const id = settings.Id;
      removals.push({
        what: `user pool ${id}`,
        run: () => target.cognito("DeleteUserPool", { UserPoolId: id }),
      });
      const resource = { ...NO_RESOURCE, physicalId: id };
      const pool = { id, arn: "", resource, settings, clients: [], groups: [], domain: undefined };
      return { ...pool, clients: [await client(pool)] };
    },
    group: async (pool, GroupName) => {
      await target.cognito("CreateGroup", { UserPoolId: pool.id, GroupName });
      removals.push({
        what: `group ${GroupName}`,
        run: () => target.cognito("DeleteGroup", { UserPoolId: pool.id, GroupName }),
      });
    },
    removeAll: async () => {
      const left: string[] = [];
      for (const { what, run } of removals.reverse()) {
        await run().catch(() => left.push(what));
      }
      return left;
    },
  };
}

const NO_RESOURCE = {
  stack: "",
  logicalId: "",
  type: "AWS::Cognito::UserPool",
  properties: {},
  metadata: {},
  deletionPolicy: "",
};
