import type { DescribeUserPoolClientRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import { asks, type Operation } from "../../../../wire/operation.ts";
import { describeClient } from "../../domain/clients/describe.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPoolClient.html */
export function describeUserPoolClient({
  clients,
}: Pick<AdminDependencies, "clients">): Operation<DescribeUserPoolClientRequest> {
  return {
    name: "DescribeUserPoolClient",
    authorize: asks("cognito-idp:DescribeUserPoolClient", poolResource),
    run: (input) => ({ UserPoolClient: describeClient(clients.get(input.UserPoolId, input.ClientId)) }),
  };
}
