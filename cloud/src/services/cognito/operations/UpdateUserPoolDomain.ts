import { asks, type Operation } from "../../../wire/operation.ts";
import { USER_POOL_ID } from "../constants.ts";
import type { DomainInput } from "../domains/manager.ts";
import { DOMAIN, DOMAIN_SETTINGS } from "../domains/shape.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPoolDomain.html */
export function updateUserPoolDomain({
  domains,
}: Pick<AdminDependencies, "domains">): Operation<DomainInput> {
  return {
    name: "UpdateUserPoolDomain",
    input: { Domain: DOMAIN, UserPoolId: USER_POOL_ID, ...DOMAIN_SETTINGS },
    authorize: asks("cognito-idp:UpdateUserPoolDomain", poolResource),
    run: (input) => ({ ManagedLoginVersion: domains.update(input).managedLoginVersion }),
  };
}
