import type { DeleteUserPoolClientRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import { asks, type Operation } from "../../../../wire/operation.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPoolClient.html */
export function deleteUserPoolClient({
  clients,
}: Pick<AdminDependencies, "clients">): Operation<DeleteUserPoolClientRequest> {
  return {
    name: "DeleteUserPoolClient",
    authorize: asks("cognito-idp:DeleteUserPoolClient", poolResource),
    run: (input) => clients.delete(input.UserPoolId, input.ClientId),
  };
}
