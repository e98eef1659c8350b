import { asks, type Operation } from "../../../wire/operation.ts";
import { type ResourceServerInput, resourceServerType } from "../resource-servers/manager.ts";
import { RESOURCE_SERVER_SETTINGS } from "../resource-servers/shape.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateResourceServer.html */
export function createResourceServer({
  resourceServers,
}: Pick<AdminDependencies, "resourceServers">): Operation<ResourceServerInput> {
  return {
    name: "CreateResourceServer",
    input: RESOURCE_SERVER_SETTINGS,
    authorize: asks("cognito-idp:CreateResourceServer", poolResource),
    run: (input) => ({ ResourceServer: resourceServerType(resourceServers.create(input)) }),
  };
}
