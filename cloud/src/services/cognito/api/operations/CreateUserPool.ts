import type { CreateUserPoolRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import { anyResource, asks, type Operation } from "../../../../wire/operation.ts";
import { requestTags } from "../../../../wire/tag-keys.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { passedRole } from "./pass-role.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPool.html */
export function createUserPool({
  pools,
}: Pick<AdminDependencies, "pools">): Operation<CreateUserPoolRequest> {
  return {
    name: "CreateUserPool",
    unsupportedMembers: ["DcrConfiguration", "AcrConfiguration"],
    authorize: (input, asker) => [
      ...asks("cognito-idp:CreateUserPool", anyResource, () => requestTags(input.UserPoolTags))(input, asker),
      ...passedRole(input.SmsConfiguration),
    ],
    run: (input) => ({ UserPool: pools.describe(pools.create(input)) }),
  };
}
