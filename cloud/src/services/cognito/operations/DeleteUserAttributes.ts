import type { DeleteUserAttributesRequest } from "../../../wire/models/generated/cognito-idp.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { mergeAttributes } from "../users/attributes.ts";
import type { AuthDependencies } from "./auth-dependencies.ts";
import { callerOf, saveUser } from "./parties.ts";
import { parseOwnDeletion } from "./self-attributes.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserAttributes.html */
export function deleteUserAttributes(dependencies: AuthDependencies): Operation<DeleteUserAttributesRequest> {
  return {
    name: "DeleteUserAttributes",
    auth: "public",
    run: async (input) => {
      const caller = await callerOf(dependencies, input.AccessToken);
      const changes = parseOwnDeletion(caller, input.UserAttributeNames);
      saveUser(dependencies, caller.pool, caller.user.sub, (current) => ({
        ...current,
        attributes: mergeAttributes(current.attributes, changes),
      }));
      return {};
    },
  };
}
