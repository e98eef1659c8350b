import { allPages, readAppClient, readUserPool } from "../../runtime/client/deployed/user-pool.ts";
import type { DeployedClient, DeployedPool } from "./deployment.ts";
import { byPlace, type Source } from "./source.ts";

interface Pool {
  readonly Id: string;
  readonly Name: string;
  readonly Arn?: string;
  readonly MfaConfiguration?: string;
  readonly UsernameAttributes?: readonly string[];
  readonly AliasAttributes?: readonly string[];
  readonly AdminCreateUserConfig?: { readonly AllowAdminCreateUserOnly?: boolean };
  readonly SchemaAttributes?: readonly { readonly Name: string; readonly Required?: boolean }[];
  readonly LambdaConfig?: {
    readonly PreTokenGeneration?: string;
    readonly PreTokenGenerationConfig?: {
      readonly LambdaArn: string;
      readonly LambdaVersion: "V1_0" | "V2_0" | "V3_0";
    };
  };
}

interface Client {
  readonly ClientId: string;
  readonly ClientName: string;
  readonly ClientSecret?: string;
  readonly ExplicitAuthFlows?: readonly string[];
  readonly AllowedOAuthFlowsUserPoolClient?: boolean;
  readonly AllowedOAuthFlows?: readonly string[];
  readonly AllowedOAuthScopes?: readonly string[];
  readonly WriteAttributes?: readonly string[];
}

export async function readPools(source: Source): Promise<DeployedPool[]> {
  const { client, names, scope } = source;
  const listed = await allPages<{ Id: string; Name: string }>(client, "ListUserPools", "UserPools", {
    MaxResults: 60,
  });
  return byPlace(
    await Promise.all(
      listed.map(async ({ Id: UserPoolId, Name }) => {
        const { pool, groups, clientIds } = await readUserPool<Pool>(client, UserPoolId);
        return {
          id: UserPoolId,
          arn: `arn:aws:cognito-idp:${scope.region}:${scope.accountId}:userpool/${UserPoolId}`,
          place: names.placeOf(UserPoolId, Name),
          ...settingsOf(pool),
          groups: groups
            .map(({ GroupName, RoleArn }) => ({ name: GroupName, roleArn: RoleArn }))
            .sort((a, b) => (a.name < b.name ? -1 : 1)),
          clients: await readClients(source, UserPoolId, clientIds),
        };
      }),
    ),
  );
}

function settingsOf(pool: Pool) {
  const { PreTokenGeneration, PreTokenGenerationConfig: versioned } = pool.LambdaConfig ?? {};
  const first =
    PreTokenGeneration === undefined
      ? undefined
      : { lambdaArn: PreTokenGeneration, version: "V1_0" as const };
  return {
    publicSignUp: pool.AdminCreateUserConfig?.AllowAdminCreateUserOnly !== true,
    mfa: pool.MfaConfiguration ?? "OFF",
    usernameAttributes: pool.UsernameAttributes ?? [],
    aliasAttributes: pool.AliasAttributes ?? [],
    requiredAttributes: (pool.SchemaAttributes ?? [])
      .filter(({ Name, Required }) => Required === true && Name !== "sub")
      .map(({ Name }) => Name),
    preToken:
      versioned === undefined ? first : { lambdaArn: versioned.LambdaArn, version: versioned.LambdaVersion },
  };
}

async function readClients(
  { client, names }: Source,
  UserPoolId: string,
  clientIds: readonly string[],
): Promise<DeployedClient[]> {
  const described = await Promise.all(
    clientIds.map((clientId) => readAppClient<Client>(client, UserPoolId, clientId)),
  );
  return byPlace(
    described.map((its) => ({
      id: its.ClientId,
      place: names.placeOf(its.ClientId, its.ClientName),
      secret: its.ClientSecret,
      authFlows: its.ExplicitAuthFlows ?? [],
      oauthScopes: signsInOnPages(its) ? [...(its.AllowedOAuthScopes ?? [])].sort() : [],
      machineScopes: machineScopesOf(its),
      writeAttributes: its.WriteAttributes,
    })),
  );
}

/** Scopes of OpenID Connect and self-service, which bear no slash, are about people. */
function machineScopesOf({
  AllowedOAuthFlowsUserPoolClient: on,
  AllowedOAuthFlows: flows = [],
  AllowedOAuthScopes: scopes = [],
}: Client): string[] {
  if (on !== true || !flows.includes("client_credentials")) return [];
  return scopes.filter((scope) => scope.includes("/")).sort();
}

function signsInOnPages({
  AllowedOAuthFlowsUserPoolClient: on,
  AllowedOAuthFlows: flows = [],
}: Client): boolean {
  return on === true && (flows.includes("code") || flows.includes("implicit"));
}
