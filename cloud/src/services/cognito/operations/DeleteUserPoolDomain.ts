import { asks, type Operation } from "../../../wire/operation.ts";
import { USER_POOL_ID } from "../constants.ts";
import { DOMAIN } from "../domains/shape.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

interface Input {
  readonly Domain: string;
  readonly UserPoolId: string;
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPoolDomain.html */
export function deleteUserPoolDomain({ domains }: Pick<AdminDependencies, "domains">): Operation<Input> {
  return {
    name: "DeleteUserPoolDomain",
    input: { Domain: DOMAIN, UserPoolId: USER_POOL_ID },
    authorize: asks("cognito-idp:DeleteUserPoolDomain", poolResource),
    run: (input) => domains.delete(input),
  };
}
