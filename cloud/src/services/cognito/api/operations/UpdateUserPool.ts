import type { UpdateUserPoolRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import { asks, type Operation } from "../../../../wire/operation.ts";
import { requestTags } from "../../../../wire/tag-keys.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { passedRole } from "./pass-role.ts";
import { poolResource } from "./resource-arn.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPool.html */
export function updateUserPool({
  pools,
}: Pick<AdminDependencies, "pools">): Operation<UpdateUserPoolRequest> {
  return {
    name: "UpdateUserPool",
    unsupportedMembers: ["DcrConfiguration", "AcrConfiguration"],
    authorize: (input, asker) => [
      ...asks("cognito-idp:UpdateUserPool", poolResource, () => requestTags(input.UserPoolTags))(
        input,
        asker,
      ),
      ...passedRole(input.SmsConfiguration),
    ],
    run: (input) => {
      pools.update(input);
    },
  };
}
