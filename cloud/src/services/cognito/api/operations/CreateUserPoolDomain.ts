import type { CreateUserPoolDomainRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import { asks, type Operation } from "../../../../wire/operation.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolDomain.html */
export function createUserPoolDomain({
  domains,
}: Pick<AdminDependencies, "domains">): Operation<CreateUserPoolDomainRequest> {
  return {
    name: "CreateUserPoolDomain",
    authorize: asks("cognito-idp:CreateUserPoolDomain", poolResource),
    run: (input) => ({ ManagedLoginVersion: domains.create(input).managedLoginVersion }),
  };
}
