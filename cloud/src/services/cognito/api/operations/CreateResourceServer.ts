import type { CreateResourceServerRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import { asks, type Operation } from "../../../../wire/operation.ts";
import { resourceServerType } from "../../domain/resource-servers/manager.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateResourceServer.html */
export function createResourceServer({
  resourceServers,
}: Pick<AdminDependencies, "resourceServers">): Operation<CreateResourceServerRequest> {
  return {
    name: "CreateResourceServer",
    authorize: asks("cognito-idp:CreateResourceServer", poolResource),
    run: (input) => ({ ResourceServer: resourceServerType(resourceServers.create(input)) }),
  };
}
