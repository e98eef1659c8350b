import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  type CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { Page } from "playwright-core";
import type { MfaPool } from "./mfa-pool.ts";

/** A pool without a second factor and without a trigger: its tokens may do everything to their own account. */
export async function createPlainPool(cognito: CognitoIdentityProviderClient): Promise<MfaPool> {
  const { UserPool } = await cognito.send(
    new CreateUserPoolCommand({
      PoolName: "plain",
      UsernameAttributes: ["email"],
      AutoVerifiedAttributes: ["email"],
    }),
  );
  const userPoolId = UserPool?.Id ?? "";
  const { UserPoolClient } = await cognito.send(
    new CreateUserPoolClientCommand({
      UserPoolId: userPoolId,
      ClientName: "app",
      ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    }),
  );
  return { userPoolId, clientId: UserPoolClient?.ClientId ?? "" };
}

/** A person whose address nobody has verified. */
export async function createUnverifiedPerson(
  cognito: CognitoIdentityProviderClient,
  { userPoolId }: MfaPool,
  { email, password }: { readonly email: string; readonly password: string },
): Promise<void> {
  const who = { UserPoolId: userPoolId, Username: email };
  const UserAttributes = [
    { Name: "email", Value: email },
    { Name: "phone_number", Value: "+441632960000" },
  ];
  await cognito.send(new AdminCreateUserCommand({ ...who, MessageAction: "SUPPRESS", UserAttributes }));
  await cognito.send(new AdminSetUserPasswordCommand({ ...who, Password: password, Permanent: true }));
}

/** Makes the app belong to another pool; the home API takes none of its tokens and is cut off. */
export async function useOtherPool(page: Page, { userPoolId, clientId }: MfaPool): Promise<void> {
  await page.route("**/app-config.json", async (route) => {
    const reply = await route.fetch();
    await route.fulfill({ json: { ...(await reply.json()), userPoolId, userPoolClientId: clientId } });
  });
  await page.route(
    ({ pathname }) => pathname.includes("/_aws/execute-api/"),
    (route) => route.abort(),
  );
  await page.reload();
}
