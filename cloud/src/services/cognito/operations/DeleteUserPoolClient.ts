import { asks, type Operation } from "../../../wire/operation.ts";
import { CLIENT_ID, USER_POOL_ID } from "../constants.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

interface Input {
  readonly UserPoolId: string;
  readonly ClientId: string;
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPoolClient.html */
export function deleteUserPoolClient({ clients }: Pick<AdminDependencies, "clients">): Operation<Input> {
  return {
    name: "DeleteUserPoolClient",
    input: { UserPoolId: USER_POOL_ID, ClientId: CLIENT_ID },
    authorize: asks("cognito-idp:DeleteUserPoolClient", poolResource),
    run: (input) => clients.delete(input.UserPoolId, input.ClientId),
  };
}
