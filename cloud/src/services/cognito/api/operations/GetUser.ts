import type { GetUserRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import type { Operation } from "../../../../wire/operation.ts";
import { mayRead } from "../../domain/clients/attribute-permissions.ts";
import type { AuthDependencies } from "../../domain/sign-in/auth-dependencies.ts";
import { callerOf } from "../../domain/sign-in/client-context.ts";
import { listAttributes } from "../../domain/users/attributes.ts";
import { describeUserMfa } from "../../domain/users/describe.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUser.html */
export function getUserOperation(dependencies: AuthDependencies): Operation<GetUserRequest> {
  return {
    name: "GetUser",
    auth: "public",
    run: async (input, { actsAs }) => {
      const { client, user } = await callerOf(dependencies, input.AccessToken, actsAs);
      return {
        Username: user.username,
        UserAttributes: listAttributes(user).filter(({ Name }) => mayRead(client, Name)),
        ...describeUserMfa(user),
      };
    },
  };
}
