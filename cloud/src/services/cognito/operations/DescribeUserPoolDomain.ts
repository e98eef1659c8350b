import type { Operation } from "../../../wire/operation.ts";
import { DOMAIN } from "../domains/shape.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { anyResource } from "./resource-arn.ts";

interface Input {
  readonly Domain: string;
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPoolDomain.html */
export function describeUserPoolDomain({ domains }: Pick<AdminDependencies, "domains">): Operation<Input> {
  return {
    name: "DescribeUserPoolDomain",
    auth: "sigv4",
    input: { Domain: DOMAIN },
    resource: anyResource,
    run: (input) => ({ DomainDescription: domains.describe(input.Domain) }),
  };
}
