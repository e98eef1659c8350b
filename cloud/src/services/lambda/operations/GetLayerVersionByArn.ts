import type { GetLayerVersionByArnRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { describeLayerVersion } from "../layers/describe.ts";
import { requireLayerVersion } from "../layers/manager.ts";
import { parseLayerVersionArn } from "../layers/names.ts";
import type { LambdaContext } from "./context.ts";
import { layerVersionQuestion } from "./layer-input.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetLayerVersionByArn.html */
export const GetLayerVersionByArn = (lambda: LambdaContext): Operation<GetLayerVersionByArnRequest> => ({
  name: "GetLayerVersionByArn",
  authorize: ({ Arn }) => [
    layerVersionQuestion(lambda, "lambda:GetLayerVersion", parseLayerVersionArn(Arn, lambda.scope)),
  ],
  run: ({ Arn }) =>
    describeLayerVersion(lambda.scope, requireLayerVersion(lambda, parseLayerVersionArn(Arn, lambda.scope))),
});
