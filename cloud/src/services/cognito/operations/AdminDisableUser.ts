import { asks, type Operation } from "../../../wire/operation.ts";
import { USER_POOL_ID, USERNAME } from "../constants.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

interface Input {
  readonly UserPoolId: string;
  readonly Username: string;
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDisableUser.html */
export function adminDisableUser({
  pools,
  users,
}: Pick<AdminDependencies, "pools" | "users">): Operation<Input> {
  return {
    name: "AdminDisableUser",
    input: { UserPoolId: USER_POOL_ID, Username: USERNAME },
    authorize: asks("cognito-idp:AdminDisableUser", poolResource),
    run: (input) => {
      users.setEnabled(pools.get(input.UserPoolId), input.Username, false);
    },
  };
}
