import type { AddLayerVersionPermissionRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { addLayerPermission } from "../layers/policy.ts";
import type { LambdaContext } from "./context.ts";
import { layerVersionOf, onLayerVersion } from "./layer-input.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_AddLayerVersionPermission.html */
export const AddLayerVersionPermission = (
  lambda: LambdaContext,
): Operation<AddLayerVersionPermissionRequest> => ({
  name: "AddLayerVersionPermission",
  unsupportedMembers: ["OrganizationId"],
  authorize: onLayerVersion(lambda, "lambda:AddLayerVersionPermission"),
  run: (input) => {
    const { statement, revisionId } = addLayerPermission(lambda, layerVersionOf(input, lambda.scope), input);
    return { Statement: JSON.stringify(statement), RevisionId: revisionId };
  },
});
