import type { GetUserRequest } from "../../../wire/models/generated/cognito-idp.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { mayRead } from "../clients/attribute-permissions.ts";
import { listAttributes } from "../users/attributes.ts";
import { describeUserMfa } from "../users/describe.ts";
import type { AuthDependencies } from "./auth-dependencies.ts";
import { callerOf } from "./parties.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUser.html */
export function getUserOperation(dependencies: AuthDependencies): Operation<GetUserRequest> {
  return {
    name: "GetUser",
    auth: "public",
    run: async (input) => {
      const { client, user } = await callerOf(dependencies, input.AccessToken);
      return {
        Username: user.username,
        UserAttributes: listAttributes(user).filter(({ Name }) => mayRead(client, Name)),
        ...describeUserMfa(user),
      };
    },
  };
}
