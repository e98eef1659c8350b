import type { DeleteLayerVersionRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import type { LambdaContext } from "./context.ts";
import { layerVersionOf, onLayerVersion } from "./layer-input.ts";

/**
 * Functions that have the version keep its content. Deleting what is gone succeeds.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_DeleteLayerVersion.html
 */
export const DeleteLayerVersion = (lambda: LambdaContext): Operation<DeleteLayerVersionRequest> => ({
  name: "DeleteLayerVersion",
  authorize: onLayerVersion(lambda, "lambda:DeleteLayerVersion"),
  run: (input) => lambda.layers.remove(layerVersionOf(input, lambda.scope)),
});
