import { asks, type Operation } from "../../../wire/operation.ts";
import { ATTRIBUTE_NAME, USER_POOL_ID, USERNAME } from "../constants.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

interface Input {
  readonly UserPoolId: string;
  readonly Username: string;
  readonly UserAttributeNames: readonly string[];
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDeleteUserAttributes.html */
export function adminDeleteUserAttributes({
  pools,
  users,
}: Pick<AdminDependencies, "pools" | "users">): Operation<Input> {
  return {
    name: "AdminDeleteUserAttributes",
    input: {
      UserPoolId: USER_POOL_ID,
      Username: USERNAME,
      UserAttributeNames: { type: "list", required: true, items: ATTRIBUTE_NAME },
    },
    authorize: asks("cognito-idp:AdminDeleteUserAttributes", poolResource),
    run: (input) => {
      users.deleteAttributes(pools.get(input.UserPoolId), input.Username, input.UserAttributeNames);
    },
  };
}
