import { asks, type Operation } from "../../../wire/operation.ts";
import { describeClient } from "../clients/describe.ts";
import { CLIENT_ID, USER_POOL_ID } from "../constants.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

interface Input {
  readonly UserPoolId: string;
  readonly ClientId: string;
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPoolClient.html */
export function describeUserPoolClient({ clients }: Pick<AdminDependencies, "clients">): Operation<Input> {
  return {
    name: "DescribeUserPoolClient",
    input: { UserPoolId: USER_POOL_ID, ClientId: CLIENT_ID },
    authorize: asks("cognito-idp:DescribeUserPoolClient", poolResource),
    run: (input) => ({ UserPoolClient: describeClient(clients.get(input.UserPoolId, input.ClientId)) }),
  };
}
