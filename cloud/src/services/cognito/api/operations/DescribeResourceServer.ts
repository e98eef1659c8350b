import type { DescribeResourceServerRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import { asks, type Operation } from "../../../../wire/operation.ts";
import { resourceServerType } from "../../domain/resource-servers/manager.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeResourceServer.html */
export function describeResourceServer({
  resourceServers,
}: Pick<AdminDependencies, "resourceServers">): Operation<DescribeResourceServerRequest> {
  return {
    name: "DescribeResourceServer",
    authorize: asks("cognito-idp:DescribeResourceServer", poolResource),
    run: ({ UserPoolId, Identifier }) => ({
      ResourceServer: resourceServerType(resourceServers.get(UserPoolId, Identifier)),
    }),
  };
}
