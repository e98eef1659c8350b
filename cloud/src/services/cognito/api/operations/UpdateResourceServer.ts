import type { UpdateResourceServerRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import { asks, type Operation } from "../../../../wire/operation.ts";
import { resourceServerType } from "../../domain/resource-servers/manager.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateResourceServer.html */
export function updateResourceServer({
  resourceServers,
}: Pick<AdminDependencies, "resourceServers">): Operation<UpdateResourceServerRequest> {
  return {
    name: "UpdateResourceServer",
    authorize: asks("cognito-idp:UpdateResourceServer", poolResource),
    run: (input) => ({ ResourceServer: resourceServerType(resourceServers.update(input)) }),
  };
}
