import { asks, type Operation } from "../../../wire/operation.ts";
import { type ResourceServerInput, resourceServerType } from "../resource-servers/manager.ts";
import { RESOURCE_SERVER_SETTINGS } from "../resource-servers/shape.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateResourceServer.html */
export function updateResourceServer({
  resourceServers,
}: Pick<AdminDependencies, "resourceServers">): Operation<ResourceServerInput> {
  return {
    name: "UpdateResourceServer",
    input: RESOURCE_SERVER_SETTINGS,
    authorize: asks("cognito-idp:UpdateResourceServer", poolResource),
    run: (input) => ({ ResourceServer: resourceServerType(resourceServers.update(input)) }),
  };
}
