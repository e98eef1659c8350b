import { asks, type Operation } from "../../../wire/operation.ts";
import { PASSWORD, USER_POOL_ID, USERNAME } from "../constants.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

interface Input {
  readonly UserPoolId: string;
  readonly Username: string;
  readonly Password: string;
  readonly Permanent?: boolean;
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserPassword.html */
export function adminSetUserPassword({
  pools,
  users,
}: Pick<AdminDependencies, "pools" | "users">): Operation<Input> {
  return {
    name: "AdminSetUserPassword",
    input: {
      UserPoolId: USER_POOL_ID,
      Username: USERNAME,
      Password: PASSWORD,
      Permanent: { type: "boolean" },
    },
    authorize: asks("cognito-idp:AdminSetUserPassword", poolResource),
    run: async (input) => {
      await users.setPassword(pools.get(input.UserPoolId), input.Username, {
        password: input.Password,
        permanent: input.Permanent ?? false,
      });
    },
  };
}
