import { asks, type Operation } from "../../../wire/operation.ts";
import { CLIENT_METADATA, NO_CLIENT_ID, USER_POOL_ID, USERNAME } from "../constants.ts";
import { confirmUser } from "../sign-up/confirm.ts";
import { getUser } from "../users/directory.ts";
import type { AuthDependencies } from "./auth-dependencies.ts";
import { poolOf } from "./parties.ts";
import { poolResource } from "./resource-arn.ts";

interface Input {
  readonly UserPoolId: string;
  readonly Username: string;
  readonly ClientMetadata?: Readonly<Record<string, string>>;
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminConfirmSignUp.html */
export function adminConfirmSignUp(dependencies: AuthDependencies): Operation<Input> {
  return {
    name: "AdminConfirmSignUp",
    input: { UserPoolId: USER_POOL_ID, Username: USERNAME, ClientMetadata: CLIENT_METADATA },
    authorize: asks("cognito-idp:AdminConfirmSignUp", poolResource),
    run: async (input) => {
      const pool = poolOf(dependencies, input.UserPoolId);
      const user = getUser(dependencies.users, pool, input.Username);
      await confirmUser(dependencies, {
        pool,
        user,
        clientId: NO_CLIENT_ID,
        clientMetadata: input.ClientMetadata,
        verified: {},
      });
      return {};
    },
  };
}
