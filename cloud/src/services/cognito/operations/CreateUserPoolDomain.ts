import { asks, type Operation } from "../../../wire/operation.ts";
import { USER_POOL_ID } from "../constants.ts";
import type { DomainInput } from "../domains/manager.ts";
import { DOMAIN, DOMAIN_SETTINGS } from "../domains/shape.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolDomain.html */
export function createUserPoolDomain({
  domains,
}: Pick<AdminDependencies, "domains">): Operation<DomainInput> {
  return {
    name: "CreateUserPoolDomain",
    input: { Domain: DOMAIN, UserPoolId: USER_POOL_ID, ...DOMAIN_SETTINGS },
    authorize: asks("cognito-idp:CreateUserPoolDomain", poolResource),
    run: (input) => ({ ManagedLoginVersion: domains.create(input).managedLoginVersion }),
  };
}
