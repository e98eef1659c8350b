import type { SignInOptions } from "./sign-in.ts";

interface App {
  readonly ExplicitAuthFlows?: readonly string[];
  readonly ClientSecret?: string;
}

/** How an app client takes people: over SRP where it may, else by the plain flow that it names; its secret. */
export async function wayInto({
  client,
  userPoolId,
  clientId,
}: Pick<SignInOptions, "client" | "clientId" | "userPoolId">): Promise<
  Pick<SignInOptions, "clientSecret" | "flow">
> {
  const { UserPoolClient } = await client.cognito<{ UserPoolClient: App }>("DescribeUserPoolClient", {
    UserPoolId: userPoolId,
    ClientId: clientId,
  });
  const { ExplicitAuthFlows = [], ClientSecret } = UserPoolClient;
  return { flow: flowOf(ExplicitAuthFlows), clientSecret: ClientSecret };
}

/** Without a list a client takes SRP; what it does not take at all, the pool refuses itself. */
function flowOf(flows: readonly string[]): NonNullable<SignInOptions["flow"]> {
  const has = (...names: string[]): boolean => names.some((name) => flows.includes(name));
  if (flows.length === 0 || has("ALLOW_USER_SRP_AUTH")) return "USER_SRP_AUTH";
  if (has("ALLOW_USER_PASSWORD_AUTH", "USER_PASSWORD_AUTH")) return "USER_PASSWORD_AUTH";
  if (has("ALLOW_ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH")) return "ADMIN_USER_PASSWORD_AUTH";
  return "USER_SRP_AUTH";
}
