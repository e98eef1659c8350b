import type { RemoveLayerVersionPermissionRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { removeLayerPermission } from "../layers/policy.ts";
import type { LambdaContext } from "./context.ts";
import { layerVersionOf, onLayerVersion } from "./layer-input.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_RemoveLayerVersionPermission.html */
export const RemoveLayerVersionPermission = (
  lambda: LambdaContext,
): Operation<RemoveLayerVersionPermissionRequest> => ({
  name: "RemoveLayerVersionPermission",
  authorize: onLayerVersion(lambda, "lambda:RemoveLayerVersionPermission"),
  run: (input) => removeLayerPermission(lambda, layerVersionOf(input, lambda.scope), input),
});
