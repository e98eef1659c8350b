import type { DeleteUserAttributesRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import type { Operation } from "../../../../wire/operation.ts";
import type { AuthDependencies } from "../../domain/sign-in/auth-dependencies.ts";
import { callerOf, saveUser } from "../../domain/sign-in/client-context.ts";
import { mergeAttributes } from "../../domain/users/attributes.ts";
import { parseOwnDeletion } from "./self-attributes.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserAttributes.html */
export function deleteUserAttributes(dependencies: AuthDependencies): Operation<DeleteUserAttributesRequest> {
  return {
    name: "DeleteUserAttributes",
    auth: "public",
    run: async (input, { actsAs }) => {
      const caller = await callerOf(dependencies, input.AccessToken, actsAs);
      const changes = parseOwnDeletion(caller, input.UserAttributeNames);
      saveUser(dependencies, caller.pool, caller.user.sub, (current) => ({
        ...current,
        attributes: mergeAttributes(current.attributes, changes),
      }));
      return {};
    },
  };
}
