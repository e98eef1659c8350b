import type { Operation } from "../../../wire/operation.ts";
import { ATTRIBUTE_NAME } from "../constants.ts";
import { mergeAttributes } from "../users/attributes.ts";
import type { AuthDependencies } from "./auth-dependencies.ts";
import { callerOf, saveUser } from "./parties.ts";
import { parseOwnDeletion } from "./self-attributes.ts";
import { ACCESS_TOKEN } from "./self-service-input.ts";

interface Input {
  readonly AccessToken: string;
  readonly UserAttributeNames: readonly string[];
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserAttributes.html */
export function deleteUserAttributes(dependencies: AuthDependencies): Operation<Input> {
  return {
    name: "DeleteUserAttributes",
    auth: "public",
    input: {
      UserAttributeNames: { type: "list", required: true, items: ATTRIBUTE_NAME },
      AccessToken: ACCESS_TOKEN,
    },
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
