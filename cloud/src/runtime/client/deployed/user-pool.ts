import type { DeployedReader } from "./reader.ts";

type Cognito = Pick<DeployedReader, "cognito">;

export interface PoolGroup {
  readonly GroupName: string;
  readonly RoleArn?: string;
}

/** A user pool with its groups and the ids of its app clients. `Pool` is what DescribeUserPool answers. */
export async function readUserPool<Pool>(
  reader: Cognito,
  UserPoolId: string,
): Promise<{
  readonly pool: Pool;
  readonly groups: readonly PoolGroup[];
  readonly clientIds: readonly string[];
}> {
  const [{ UserPool: pool }, groups, clients] = await Promise.all([
    reader.cognito<{ UserPool: Pool }>("DescribeUserPool", { UserPoolId }),
    allPages<PoolGroup>(reader, "ListGroups", "Groups", { UserPoolId }),
    allPages<{ ClientId: string }>(reader, "ListUserPoolClients", "UserPoolClients", {
      UserPoolId,
      MaxResults: 60,
    }),
  ]);
  return { pool, groups, clientIds: clients.map(({ ClientId }) => ClientId) };
}

/** What DescribeUserPoolClient answers. */
export async function readAppClient<Client>(
  reader: Cognito,
  UserPoolId: string,
  ClientId: string,
): Promise<Client> {
  const input = { UserPoolId, ClientId };
  return (await reader.cognito<{ UserPoolClient: Client }>("DescribeUserPoolClient", input)).UserPoolClient;
}

/** Every item of a list of user pools, groups or clients, however many pages it has. */
export async function allPages<Item>(
  { cognito }: Cognito,
  operation: string,
  member: string,
  input: object,
): Promise<Item[]> {
  const items: Item[] = [];
  let token: string | undefined;
  do {
    const page = await cognito<Record<string, unknown>>(
      operation,
      token === undefined ? input : { ...input, NextToken: token },
    );
    items.push(...((page[member] ?? []) as Item[]));
    token = page["NextToken"] as string | undefined;
  } while (token !== undefined);
  return items;
}
