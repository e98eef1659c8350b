import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CreateGroupCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  type CreateUserPoolCommandInput,
} from "@aws-sdk/client-cognito-identity-provider";
import { consoleWorld, type WorldOptions } from "./console-world.ts";

/** A pool with an app client, a group and a person who can sign in. */
export async function personWorld({
  pool,
  ...options
}: WorldOptions & { readonly pool?: Partial<CreateUserPoolCommandInput> } = {}) {
  const world = await consoleWorld(options);
  const { UserPool } = await world.client.send(
    new CreateUserPoolCommand({
      PoolName: "home",
      UsernameAttributes: ["email"],
      AutoVerifiedAttributes: ["email"],
      ...pool,
    }),
  );
  const UserPoolId = UserPool?.Id ?? "";
  const { UserPoolClient } = await world.client.send(
    new CreateUserPoolClientCommand({ UserPoolId, ClientName: "app" }),
  );
  await world.client.send(new CreateGroupCommand({ UserPoolId, GroupName: "Admins", Precedence: 1 }));
  const { User } = await world.client.send(
    new AdminCreateUserCommand({
      UserPoolId,
      Username: "eve@example.com",
      MessageAction: "SUPPRESS",
      UserAttributes: [
        { Name: "email", Value: "eve@example.com" },
        { Name: "email_verified", Value: "true" },
        { Name: "name", Value: "Eve Example" },
      ],
    }),
  );
  const Username = User?.Username ?? "";
  await world.client.send(
    new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: "Passw0rd!", Permanent: true }),
  );
  return {
    ...world,
    who: { UserPoolId, Username },
    clientId: UserPoolClient?.ClientId ?? "",
    /** Address of the person's page, or of an action on it. */
    at: (action?: string) => `people/${UserPoolId}/${Username}${action === undefined ? "" : `/${action}`}`,
  };
}
