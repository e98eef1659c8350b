import type { DescribeUserPoolDomainRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import { anyResource, asks, type Operation } from "../../../../wire/operation.ts";
import type { AdminDependencies } from "./dependencies.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPoolDomain.html */
export function describeUserPoolDomain({
  domains,
}: Pick<AdminDependencies, "domains">): Operation<DescribeUserPoolDomainRequest> {
  return {
    name: "DescribeUserPoolDomain",
    authorize: asks("cognito-idp:DescribeUserPoolDomain", anyResource),
    run: (input) => ({ DomainDescription: domains.describe(input.Domain) }),
  };
}
