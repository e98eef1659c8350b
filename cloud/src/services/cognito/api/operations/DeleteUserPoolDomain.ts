import type { DeleteUserPoolDomainRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import { asks, type Operation } from "../../../../wire/operation.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPoolDomain.html */
export function deleteUserPoolDomain({
  domains,
}: Pick<AdminDependencies, "domains">): Operation<DeleteUserPoolDomainRequest> {
  return {
    name: "DeleteUserPoolDomain",
    authorize: asks("cognito-idp:DeleteUserPoolDomain", poolResource),
    run: (input) => domains.delete(input),
  };
}
