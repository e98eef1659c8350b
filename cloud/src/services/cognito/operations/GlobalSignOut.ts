import type { Operation } from "../../../wire/operation.ts";
import type { AuthDependencies } from "./auth-dependencies.ts";
import { callerOf } from "./parties.ts";
import { ACCESS_TOKEN } from "./self-service-input.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GlobalSignOut.html */
export function globalSignOut(dependencies: AuthDependencies): Operation<{ readonly AccessToken: string }> {
  return {
    name: "GlobalSignOut",
    auth: "public",
    input: { AccessToken: ACCESS_TOKEN },
    run: async (input) => {
      const { pool, user } = await callerOf(dependencies, input.AccessToken);
      dependencies.tokens.signOutEverywhere(pool, user);
      return {};
    },
  };
}
