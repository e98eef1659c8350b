import { asks, type Operation } from "../../../wire/operation.ts";
import { USER_POOL_ID } from "../constants.ts";
import { resourceServerType } from "../resource-servers/manager.ts";
import { IDENTIFIER } from "../resource-servers/shape.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

interface Input {
  readonly UserPoolId: string;
  readonly Identifier: string;
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeResourceServer.html */
export function describeResourceServer({
  resourceServers,
}: Pick<AdminDependencies, "resourceServers">): Operation<Input> {
  return {
    name: "DescribeResourceServer",
    input: { UserPoolId: USER_POOL_ID, Identifier: IDENTIFIER },
    authorize: asks("cognito-idp:DescribeResourceServer", poolResource),
    run: ({ UserPoolId, Identifier }) => ({
      ResourceServer: resourceServerType(resourceServers.get(UserPoolId, Identifier)),
    }),
  };
}
