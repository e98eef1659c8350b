import type { GetLayerVersionRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { describeLayerVersion } from "../layers/describe.ts";
import { requireLayerVersion } from "../layers/manager.ts";
import type { LambdaContext } from "./context.ts";
import { layerVersionOf, onLayerVersion } from "./layer-input.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetLayerVersion.html */
export const GetLayerVersion = (lambda: LambdaContext): Operation<GetLayerVersionRequest> => ({
  name: "GetLayerVersion",
  authorize: onLayerVersion(lambda, "lambda:GetLayerVersion"),
  run: (input) =>
    describeLayerVersion(lambda.scope, requireLayerVersion(lambda, layerVersionOf(input, lambda.scope))),
});
