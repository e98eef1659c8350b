import type { DeleteResourceServerRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import { asks, type Operation } from "../../../../wire/operation.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteResourceServer.html */
export function deleteResourceServer({
  resourceServers,
}: Pick<AdminDependencies, "resourceServers">): Operation<DeleteResourceServerRequest> {
  return {
    name: "DeleteResourceServer",
    authorize: asks("cognito-idp:DeleteResourceServer", poolResource),
    run: (input) => resourceServers.delete(input.UserPoolId, input.Identifier),
  };
}
