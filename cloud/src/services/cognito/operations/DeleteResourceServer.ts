import { asks, type Operation } from "../../../wire/operation.ts";
import { USER_POOL_ID } from "../constants.ts";
import { IDENTIFIER } from "../resource-servers/shape.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

interface Input {
  readonly UserPoolId: string;
  readonly Identifier: string;
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteResourceServer.html */
export function deleteResourceServer({
  resourceServers,
}: Pick<AdminDependencies, "resourceServers">): Operation<Input> {
  return {
    name: "DeleteResourceServer",
    input: { UserPoolId: USER_POOL_ID, Identifier: IDENTIFIER },
    authorize: asks("cognito-idp:DeleteResourceServer", poolResource),
    run: (input) => resourceServers.delete(input.UserPoolId, input.Identifier),
  };
}
