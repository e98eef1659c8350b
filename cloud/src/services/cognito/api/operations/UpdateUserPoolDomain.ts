import type { UpdateUserPoolDomainRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import { asks, type Operation } from "../../../../wire/operation.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPoolDomain.html */
export function updateUserPoolDomain({
  domains,
}: Pick<AdminDependencies, "domains">): Operation<UpdateUserPoolDomainRequest> {
  return {
    name: "UpdateUserPoolDomain",
    authorize: asks("cognito-idp:UpdateUserPoolDomain", poolResource),
    run: (input) => ({ ManagedLoginVersion: domains.update(input).managedLoginVersion }),
  };
}
