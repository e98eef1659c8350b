import { anyResource, asks, type Operation } from "../../../wire/operation.ts";
import { DOMAIN } from "../domains/shape.ts";
import type { AdminDependencies } from "./dependencies.ts";

interface Input {
  readonly Domain: string;
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPoolDomain.html */
export function describeUserPoolDomain({ domains }: Pick<AdminDependencies, "domains">): Operation<Input> {
  return {
    name: "DescribeUserPoolDomain",
    input: { Domain: DOMAIN },
    authorize: asks("cognito-idp:DescribeUserPoolDomain", anyResource),
    run: (input) => ({ DomainDescription: domains.describe(input.Domain) }),
  };
}
